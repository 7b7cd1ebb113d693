<?php

/**
 * `echo-server.php`: answers on TCP 5038 and UDP 5060, both families, with what it hears, and on TCP 7000 of the other side. Says
 * `ready` and goes on until it is ended.
 */

declare(strict_types=1);

$context = stream_context_create(['socket' => ['ipv6_v6only' => true]]);
$open = static function (string $where, int $flags) use ($context) {
    $socket = stream_socket_server($where, $code, $text, $flags, $context);
    if ($socket === false) {
        exit(1);
    }
    return $socket;
};
$listening = [];
foreach (['tcp://0.0.0.0:5038', 'tcp://[::]:5038', 'tcp://0.0.0.0:7000'] as $where) {
    $listening[] = $open($where, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN);
}
$datagrams = [];
foreach (['udp://0.0.0.0:5060', 'udp://[::]:5060', 'udp://0.0.0.0:5353'] as $where) {
    $datagrams[] = $open($where, STREAM_SERVER_BIND);
}
$peers = [];
$write = $except = null;
echo "ready\n";
do {
    $read = array_merge($listening, $datagrams, $peers);
    $isWoken = stream_select($read, $write, $except, null);
    foreach ($read as $socket) {
        if (in_array($socket, $listening, true)) {
            $peer = stream_socket_accept($socket);
            $peers = $peer === false ? $peers : array_merge($peers, [$peer]);
        } elseif (in_array($socket, $datagrams, true)) {
            $heard = stream_socket_recvfrom($socket, 100, 0, $from);
            @stream_socket_sendto($socket, (string) $heard, 0, is_string($from) ? $from : '');
        } else {
            $heard = (string) fread($socket, 100);
            if ($heard === '') {
                unset($peers[array_search($socket, $peers, true)]);
                fclose($socket);
            } else {
                fwrite($socket, $heard);
            }
        }
    }
} while ($isWoken !== false);
