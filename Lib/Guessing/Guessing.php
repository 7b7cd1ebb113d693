<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Ports\Guesses;

/**
 * Starts and ends runs.
 */
final class Guessing implements Guesses
{
    private StoredLogins $logins;
    private GuessList $guesses;
    private GuessRecords $records;
    /** @var Closure(string): void */
    private Closure $begin;

    /**
     * @param Closure(string): void $begin starts the program that does the run of this login (GuessRun), and does not
     *                                     wait for it
     */
    public function __construct(StoredLogins $logins, GuessList $guesses, GuessRecords $records, Closure $begin)
    {
        $this->logins = $logins;
        $this->guesses = $guesses;
        $this->records = $records;
        $this->begin = $begin;
    }

    public function start(string $which): array
    {
        $stored = $this->logins->of($which)->stored();
        if ($this->records->ask($which, $stored, count($this->guesses->of($which)))) {
            ($this->begin)($which);
        }
        return $this->records->state($which, $stored);
    }

    public function cancel(string $which): array
    {
        $this->records->cancel($which);
        return $this->records->state($which, $this->logins->of($which)->stored());
    }
}
