<?php

/**
 * A server of scripts over TLS, for one test: `php script-server.php certificate key` prints its port, and answers by the
 * path that it is asked for until it is ended.
 */

declare(strict_types=1);

const SCRIPT = "#!/bin/sh\necho fixed\n";

[, $certificate, $key] = $argv;
$context = stream_context_create(['ssl' => ['local_cert' => $certificate, 'local_pk' => $key]]);
$server = stream_socket_server('ssl://127.0.0.1:0', $errno, $error, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, $context);
if ($server === false) {
    exit(1);
}
echo preg_replace('/.*:/', '', (string) stream_socket_get_name($server, false)), "\n";

/**
 * @param array<string, string> $headers
 */
function answer(int $status, array $headers, string $body): string
{
    $head = "HTTP/1.1 $status Said\r\nConnection: close\r\n";
    foreach ($headers + ['Content-Length' => (string) strlen($body)] as $name => $value) {
        $head .= "$name: $value\r\n";
    }
    return "$head\r\n$body";
}

for (;;) {
    $line = @stream_socket_accept($server, 60);
    if ($line === false) {
        continue;
    }
    stream_set_timeout($line, 5);
    $asked = '';
    while (strpos($asked, "\r\n\r\n") === false && !feof($line)) {
        $asked .= (string) fread($line, 4096);
    }
    $path = explode(' ', $asked)[1] ?? '';
    $host = preg_match('/^Host: (\S+)/mi', $asked, $found) === 1 ? $found[1] : '';
    $endless = static function (string $bytes, int $pause) use ($line): void {
        fwrite($line, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        for ($count = 0; $count < 4000 && @fwrite($line, $bytes) !== false; $count++) {
            usleep($pause);
        }
    };
    switch ($path) {
        case '/good':
            fwrite($line, answer(200, [], SCRIPT));
            break;
        case '/moved':
            fwrite($line, answer(302, ['Location' => '/good'], ''));
            break;
        case '/loop':
            fwrite($line, answer(302, ['Location' => "https://$host/loop"], ''));
            break;
        case '/elsewhere':
            fwrite($line, answer(302, ['Location' => 'https://evil.example/good'], ''));
            break;
        case '/other-port':
            fwrite($line, answer(302, ['Location' => 'https://127.0.0.1:22/good'], ''));
            break;
        case '/plain':
            fwrite($line, answer(302, ['Location' => "http://$host/good"], ''));
            break;
        case '/page':
            fwrite($line, answer(200, [], '<!DOCTYPE html><title>Sign in to the Wi-Fi</title>'));
            break;
        case '/truncated':
            fwrite($line, answer(200, ['Content-Length' => '5000'], SCRIPT));
            break;
        case '/announced':
            fwrite($line, answer(200, ['Content-Length' => '5000000'], SCRIPT));
            break;
        case '/endless':
            $endless(str_repeat("# more\n", 9000), 0);
            break;
        case '/slow':
            $endless("#\n", 200000);
            break;
        case '/broken':
            fwrite($line, answer(500, [], 'out of order'));
            break;
        default:
            fwrite($line, answer(404, [], 'nothing here'));
    }
    @fclose($line);
}
