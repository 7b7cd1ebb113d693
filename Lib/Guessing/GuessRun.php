<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * Tries likely passwords against a stored hash. Takes a minute or two where that is bcrypt, so it runs in a program of
 * its own.
 *
 * @phpstan-import-type Found from GuessRecords
 */
final class GuessRun
{
    private const SECONDS_BETWEEN_WORDS = 2;
    /** The storage waits by itself each time. */
    private const TRIES_TO_FINISH = 5;

    private StoredLogins $logins;
    private GuessList $guesses;
    private GuessRecords $records;
    private Uptime $uptime;

    public function __construct(StoredLogins $logins, GuessList $guesses, GuessRecords $records, Uptime $uptime)
    {
        $this->logins = $logins;
        $this->guesses = $guesses;
        $this->records = $records;
        $this->uptime = $uptime;
    }

    /**
     * Does the run that was asked for (GuessRecords::ask); without one, nothing.
     *
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function run(string $which): void
    {
        $login = $this->logins->of($which);
        $guesses = $this->guesses->of($which);
        $run = $this->records->take($which, $login->stored(), count($guesses));
        if ($run === null) {
            return;
        }
        $tried = 0;
        $toldAt = $this->uptime->seconds();
        foreach ($guesses as $guess => $origin) {
            if ($this->uptime->since($toldAt) >= self::SECONDS_BETWEEN_WORDS) {
                $this->tell($which, $run, $tried, count($guesses));
                $toldAt = $this->uptime->seconds();
            }
            if (!$this->isWanted($which, $run)) {
                return;
            }
            if (PasswordCheck::matches($login, new Secret((string) $guess, new About(), 0))) {
                $this->finish($which, $run, ['state' => 'match', 'which' => $origin]);
                return;
            }
            $tried++;
        }
        $this->finish($which, $run, ['state' => 'no-match', 'tried' => $tried]);
    }

    /**
     * While somebody else is writing, nobody has cancelled it yet.
     */
    private function isWanted(string $which, int $run): bool
    {
        try {
            return $this->records->isWanted($which, $run);
        } catch (CannotStore $broken) {
            self::mustBeBusy($broken);
            return true;
        }
    }

    private function tell(string $which, int $run, int $tried, int $total): void
    {
        try {
            $this->records->progress($which, $run, $tried, $total);
        } catch (CannotStore $broken) {
            self::mustBeBusy($broken);
        }
    }

    /**
     * @param Found $found
     */
    private function finish(string $which, int $run, array $found): void
    {
        for ($try = 1; $try < self::TRIES_TO_FINISH; $try++) {
            try {
                $this->records->finish($which, $run, $found);
                return;
            } catch (CannotStore $broken) {
                self::mustBeBusy($broken);
            }
        }
        $this->records->finish($which, $run, $found);
    }

    private static function mustBeBusy(CannotStore $broken): void
    {
        if (!$broken->isBusy()) {
            throw $broken;
        }
    }
}
