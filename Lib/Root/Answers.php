<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Root;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Comebacks;
use Modules\ModuleSecurityChecklist\Lib\Ports\Isolations;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;
use Modules\ModuleSecurityChecklist\Lib\Ports\TraceReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;
use Throwable;

/**
 * The root worker's side of the line: answers the closed list of questions, refuses everything else, never throws.
 */
final class Answers
{
    private RootReadings $readings;
    private UserReadings $users;
    private Rotations $rotations;
    private Returning $returning;
    private Isolations $isolations;
    private TraceReadings $traces;

    public function __construct(
        RootReadings $readings,
        UserReadings $users,
        Rotations $rotations,
        Comebacks $comebacks,
        TraceReadings $traces,
        Isolations $isolations
    ) {
        $this->isolations = $isolations;
        $this->readings = $readings;
        $this->users = $users;
        $this->rotations = $rotations;
        $this->returning = new Returning($rotations, $comebacks);
        $this->traces = $traces;
    }

    /**
     * `{"answer":…}` or `{"reason":…,"detail":…}`
     */
    public function to(string $question): string
    {
        $known = $this->known();
        if (!isset($known[$question])) {
            return self::refusal(CannotRead::NOT_SUPPORTED, '');
        }
        try {
            return self::json(['answer' => $known[$question]()]);
        } catch (CannotRead $broken) {
            return self::refusal($broken->reason(), $broken->getMessage());
        } catch (Throwable $broken) {
            // A stranger's message may hold anything: only its kind is told.
            return self::refusal(CannotRead::FAILED, get_class($broken));
        }
    }

    /**
     * @return array<string, callable(): mixed>
     */
    private function known(): array
    {
        $readings = $this->readings;
        $users = $this->users;
        $rotations = $this->rotations;
        $returning = $this->returning;
        $isolations = $this->isolations;
        $traces = $this->traces;
        return [
            Questions::RULES_V4 => static function () use ($readings): ?array {
                return $readings->runningRules(4);
            },
            Questions::RULES_V6 => static function () use ($readings): ?array {
                return $readings->runningRules(6);
            },
            Questions::JAILS => static function () use ($readings): ?array {
                return $readings->jails();
            },
            Questions::LXC => static function () use ($readings): bool {
                return $readings->isLxc();
            },
            Questions::DEVICES => static function () use ($readings): array {
                return $readings->devices();
            },
            Questions::VPN_PEERS => static function () use ($users): ?array {
                return $users->vpnPeers();
            },
            Questions::SIGN_INS => static function () use ($users): array {
                return $users->signIns();
            },
            Questions::ROTATION => static function () use ($rotations): array {
                return $rotations->open();
            },
            Questions::RETURNS => static function () use ($returning): array {
                return $returning->returns();
            },
            Questions::ISOLATION => static function () use ($isolations): array {
                return $isolations->isolation();
            },
            Questions::TRACES => static function () use ($traces): array {
                return $traces->traces();
            },
            // The worker looks for plans after every question; this one has no other purpose.
            Questions::PLANS => static function (): bool {
                return true;
            },
        ];
    }

    private static function refusal(string $reason, string $detail): string
    {
        return self::json(['detail' => $detail, 'reason' => $reason]);
    }

    /**
     * @param array<string, mixed> $answer
     */
    private static function json(array $answer): string
    {
        // Names of phones are bytes of strangers.
        return (string) json_encode($answer, JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR);
    }
}
