<?php

/**
 * `talker.php FROM TO`: connects from an address to another one (`tcp://192.0.2.1:5038`), says what it is told on its input, line by
 * line, and prints `heard` or `nothing` for each.
 */

declare(strict_types=1);

[, $from, $to] = $argv;
$context = stream_context_create(['socket' => ['bindto' => "$from:0"]]);
$socket = @stream_socket_client($to, $code, $text, 1.0, STREAM_CLIENT_CONNECT, $context);
echo $socket === false ? "shut out\n" : "connected\n";
while ($socket !== false && ($line = fgets(STDIN)) !== false) {
    fwrite($socket, trim($line));
    $read = [$socket];
    $write = $except = null;
    $isHeard = stream_select($read, $write, $except, 1) === 1 && fread($socket, 100) === trim($line);
    echo $isHeard ? "heard\n" : "nothing\n";
}
