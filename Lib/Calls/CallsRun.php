<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Calls;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\ProviderRows;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Ports\CallRows;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;

/**
 * Reads the calls that somebody asked for (CallsRecord::ask), in a program of its own; without a question, nothing.
 */
final class CallsRun
{
    private const SECONDS_BETWEEN_WORDS = 2;

    private CallsRecord $record;
    private ProviderRows $providers;
    private Uptime $uptime;
    /** @var Closure(): CallRows */
    private Closure $open;
    /** @var Closure(): bool */
    private Closure $hasSpace;

    /**
     * @param Closure(): CallRows $open
     * @param Closure(): bool     $hasSpace for tables of one's own
     */
    public function __construct(CallsRecord $record, ProviderRows $providers, Uptime $uptime, Closure $open, Closure $hasSpace)
    {
        $this->record = $record;
        $this->providers = $providers;
        $this->uptime = $uptime;
        $this->open = $open;
        $this->hasSpace = $hasSpace;
    }

    /**
     * @throws CannotStore
     * @throws CannotRead
     */
    public function run(): void
    {
        $taken = $this->record->take();
        if ($taken === null) {
            return;
        }
        [$run, $question] = $taken;
        if (!($this->hasSpace)()) {
            $this->record->failed($run, CallsTrouble::DISK);
            return;
        }
        try {
            $this->read($run, $question);
        } catch (CannotRead $trouble) {
            $this->record->failed($run, self::troubleOf($trouble));
        }
    }

    /**
     * @throws CannotStore
     * @throws CannotRead
     */
    private function read(int $run, CallsQuestion $question): void
    {
        $rows = ($this->open)();
        $tally = new Tally($question);
        $gathering = new Gathering($rows, $question, $this->trunks(), $tally);
        $toldAt = 0;
        $isWanted = true;
        $isThrough = $gathering->run(function (int $done, int $of) use ($run, &$toldAt, &$isWanted): bool {
            if ($this->uptime->since($toldAt) >= self::SECONDS_BETWEEN_WORDS) {
                $isWanted = $this->record->progress($run, $done, $of);
                $toldAt = $this->uptime->seconds();
            }
            return $isWanted;
        });
        if ($isThrough) {
            $this->record->found($run, $question, (new Summing($rows, $question))->sums($tally, $gathering->isWhole()));
        }
    }

    /**
     * Core names the account of one that registers here by its login.
     *
     * @return array<string, string> ids of providers by account
     *
     * @throws CannotRead
     */
    private function trunks(): array
    {
        $trunks = [];
        foreach ($this->providers->all() as $row) {
            $id = (string) $row['id'];
            $login = (string) $row['login'];
            if (ProviderRows::registration($row) === ProviderRows::INBOUND && $login !== '') {
                $trunks[$login] = $id;
            }
            $trunks[$id] = $id;
        }
        unset($trunks['']);
        return $trunks;
    }

    private static function troubleOf(CannotRead $trouble): string
    {
        switch ($trouble->reason()) {
            case CannotRead::MISSING:
                return CallsTrouble::MISSING;
            case CannotRead::TIMEOUT:
                return CallsTrouble::BUSY;
            default:
                return CallsTrouble::FAILED;
        }
    }
}
