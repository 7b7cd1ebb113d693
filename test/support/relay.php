<?php

/**
 * Stands where Core's PHP is: hands what nginx gives it to the embedded PBX, with the number of the connection.
 */

declare(strict_types=1);

$said = static function (string $name): string {
    return is_string($_SERVER[$name] ?? null) ? $_SERVER[$name] : '';
};
parse_str($said('QUERY_STRING'), $query);
$path = '/pbxcore' . (is_string($query['_url'] ?? null) ? $query['_url'] : '');
unset($query['_url']);
$headers = ['Connection: close', 'X-Sandbox-Connection: ' . $said('SECCHECK_CONNECTION')];
foreach ($_SERVER as $name => $value) {
    if (is_string($value) && strncmp($name, 'HTTP_', 5) === 0 && $name !== 'HTTP_CONNECTION') {
        $headers[] = str_replace('_', '-', substr($name, 5)) . ": $value";
    }
}
if ($said('CONTENT_TYPE') !== '') {
    $headers[] = 'Content-Type: ' . $said('CONTENT_TYPE');
}
// The web server itself knocks; everybody else is the person of the office.
if (strpos($path, '/plans/knock') !== false) {
    $headers[] = 'X-Sandbox-Client: ' . $said('REMOTE_ADDR');
}
$answer = file_get_contents(
    $said('RELAY_TO') . $path . ($query === [] ? '' : '?' . http_build_query($query)),
    false,
    stream_context_create(['http' => [
        'method' => $said('REQUEST_METHOD'),
        'header' => $headers,
        'content' => (string) file_get_contents('php://input'),
        'ignore_errors' => true,
        'follow_location' => 0,
    ]])
);
foreach ($http_response_header ?? [] as $place => $line) {
    if ($place === 0) {
        http_response_code((int) (explode(' ', $line)[1] ?? 502));
    } elseif (preg_match('/^(content-type|set-cookie|etag|retry-after|cache-control):/i', $line) === 1) {
        header($line, false);
    }
}
echo $answer;
