<?php

/**
 * The dialplan of a brake: rules as JSON from standard input, routes as JSON in the first argument. As Core writes routes, with
 * `UserEvent` where it dials; a route in FAILS does not answer.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Lib\Brake\Brake;
use Modules\ModuleSecurityChecklist\Lib\Brake\BrakeDialplan;

require __DIR__ . '/../../vendor/autoload.php';

$brake = Brake::read((string) stream_get_contents(STDIN));
$given = is_array($_SERVER['argv'] ?? null) ? $_SERVER['argv'][1] ?? '' : '';
/** @var list<array{id: string, numberbeginswith: string, trimfrombegin: string, prepend: string}> $routes */
$routes = json_decode(is_string($given) ? $given : '', true);
if ($brake === null) {
    fwrite(STDERR, "no brake\n");
    exit(1);
}
echo (new BrakeDialplan($brake))->contexts();
$tries = '';
$ways = '';
foreach ($routes as $route) {
    $context = "way-{$route['id']}";
    $tries .= "\n\tsame => n,ExecIf(\$[\"\${REGEX(\"^{$route['numberbeginswith']}\" \${EXTEN})}\" == \"1\"]?Gosub($context,\${EXTEN},1))";
    $trim = (int) $route['trimfrombegin'];
    $ways .= "[$context]\nexten => _[0-9*#+][0-9*#+]!,1,Set(number={$route['prepend']}" . ($trim > 0 ? "\${EXTEN:$trim}" : '${EXTEN}') . ")\n\t"
        . "same => n,Set(number=\${FILTER(\\*\\#\\+1234567890,\${number})})\n\t"
        . trim((new BrakeDialplan($brake))->linesFor($route)) . "\n\t"
        . "same => n,UserEvent(Out,Route: {$route['id']},Sent: \${number},Call: \${CALL})\n\t"
        . "same => n,ExecIf($[\"\${REGEX(\"^(\${FAILS})$\" {$route['id']})}\" == \"1\"]?Return())\n\t"
        . "same => n,Wait(600)\n\tsame => n,Return()\n";
}
echo "[outgoing]\nexten => _[0-9*#+][0-9*#+]!,1,NoOp()$tries\n\tsame => n,Hangup()\n$ways";
echo "[idle]\nexten => idle,1,Answer()\n\tsame => n,Wait(600)\n";
echo "[loop]\nexten => _[01],1,UserEvent(Begun)\n\tsame => n,Set(i=0)\n\tsame => n,Set(number=8104930123456)\n\t"
    . 'same => n(again),ExecIf($[${EXTEN} = 1]?Gosub(' . BrakeDialplan::NAME . ",s,1(1,0,\${i},0)))\n\t"
    . "same => n,Set(i=\$[\${i} + 1])\n\tsame => n,GotoIf(\$[\${i} < 500]?again)\n\tsame => n,UserEvent(Ended)\n\tsame => n,Hangup()\n";
