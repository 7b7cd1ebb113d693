<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Facts\PasswordStorage;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;

/**
 * How far the guessing of each login is, or what it found: of one stored value, void when that changes. Which password
 * matched is never kept.
 *
 * A run is asked for first, with number 0; the program that does it takes it by giving it a number of its own, and
 * goes on as long as that stands. So whoever cancels it, or asks for another, only has to write.
 *
 * @phpstan-import-type Guess from LoginKnowledge
 * @phpstan-type Running array{state: 'running', tried: int, total: int, run: int, at: int}
 * @phpstan-type Found array{state: 'no-match', tried: int}
 *     |array{state: 'match', which: 'default'|'login'|'instance-id'|'common'}
 */
final class GuessRecords
{
    private const RUNNING = 'running';
    private const ASKED_FOR = 0;
    private const LARGEST_NUMBER = 65535;
    /** A run that has told nothing for so long has died. */
    private const SILENT_SECONDS = 60;
    private const NOT_RUN = ['state' => 'not-run'];
    private const PURPOSE = 'guess';

    private Storage $storage;
    private Kept $kept;
    private StoredPrints $prints;
    private Uptime $uptime;

    public function __construct(Storage $storage, Fingerprints $fingerprints, Uptime $uptime)
    {
        $this->storage = $storage;
        $this->kept = new Kept($storage);
        $this->prints = new StoredPrints($fingerprints);
        $this->uptime = $uptime;
    }

    /**
     * Plain passwords are judged as they are, and what nobody can check is not guessed either.
     */
    public static function canGuess(Secret $stored): bool
    {
        return !in_array(PasswordStorage::of($stored->text()), [PasswordStorage::PLAIN, PasswordStorage::UNKNOWN], true);
    }

    /**
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return Guess
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function state(string $which, Secret $stored): array
    {
        $record = self::canGuess($stored) ? $this->recordOf($which, $stored) : null;
        if ($record === null || $this->isDead($record)) {
            return self::NOT_RUN;
        }
        if ($record['state'] === self::RUNNING) {
            return ['state' => self::RUNNING, 'tried' => $record['tried'], 'total' => $record['total']];
        }
        return $record;
    }

    /**
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return bool whether a program has to be started; not when it is known already, or one is at it
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function ask(string $which, Secret $stored, int $total): bool
    {
        return $this->storage->atOnce(function () use ($which, $stored, $total): bool {
            if (!self::canGuess($stored) || $this->state($which, $stored)['state'] !== 'not-run') {
                return false;
            }
            $this->kept->putBytes(self::nameOfPrint($which), $this->prints->of(self::PURPOSE, $which, $stored));
            $this->tell($which, self::ASKED_FOR, 0, $total);
            return true;
        });
    }

    /**
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return int|null number of the run; null: nobody asked for it, or somebody else took it
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function take(string $which, Secret $stored, int $total): ?int
    {
        return $this->storage->atOnce(function () use ($which, $stored, $total): ?int {
            $record = $this->recordOf($which, $stored);
            if ($record === null || $record['state'] !== self::RUNNING || $record['run'] !== self::ASKED_FOR) {
                return null;
            }
            $run = random_int(self::ASKED_FOR + 1, self::LARGEST_NUMBER);
            $this->tell($which, $run, 0, $total);
            return $run;
        });
    }

    /**
     * Whether the run goes on.
     *
     * @throws CannotStore
     */
    public function isWanted(string $which, int $run): bool
    {
        $record = $this->record($which);
        return $record !== null && $record['state'] === self::RUNNING && $record['run'] === $run;
    }

    /**
     * @throws CannotStore
     * @throws CannotRead
     */
    public function progress(string $which, int $run, int $tried, int $total): void
    {
        $this->storage->atOnce(function () use ($which, $run, $tried, $total): void {
            if ($this->isWanted($which, $run)) {
                $this->tell($which, $run, $tried, $total);
            }
        });
    }

    /**
     * @param Found $found
     *
     * @throws CannotStore
     */
    public function finish(string $which, int $run, array $found): void
    {
        $this->storage->atOnce(function () use ($which, $run, $found): void {
            if ($this->isWanted($which, $run)) {
                $this->kept->put(self::name($which), $found);
            }
        });
    }

    /**
     * What was found stays.
     *
     * @throws CannotStore
     */
    public function cancel(string $which): void
    {
        $this->storage->atOnce(function () use ($which): void {
            $record = $this->record($which);
            if ($record !== null && $record['state'] === self::RUNNING) {
                $this->kept->forget(self::name($which));
            }
        });
    }

    private function tell(string $which, int $run, int $tried, int $total): void
    {
        $at = $this->uptime->seconds();
        $record = ['state' => self::RUNNING, 'tried' => $tried, 'total' => $total, 'run' => $run, 'at' => $at];
        $this->kept->put(self::name($which), $record);
    }

    /**
     * @param Running|Found $record
     */
    private function isDead(array $record): bool
    {
        return isset($record['at']) && $this->uptime->since($record['at']) > self::SILENT_SECONDS;
    }

    /**
     * @return Running|Found|null
     */
    private function recordOf(string $which, Secret $stored): ?array
    {
        $print = $this->kept->bytes(self::nameOfPrint($which));
        $isOfIt = $print !== null && hash_equals($print, $this->prints->of(self::PURPOSE, $which, $stored));
        return $isOfIt ? $this->record($which) : null;
    }

    /**
     * @return Running|Found|null
     */
    private function record(string $which): ?array
    {
        $kept = $this->kept->get(self::name($which)) ?? [];
        $number = static function (string $key) use ($kept): int {
            return is_int($kept[$key] ?? null) ? $kept[$key] : 0;
        };
        switch ($kept['state'] ?? null) {
            case self::RUNNING:
                return [
                    'state' => self::RUNNING, 'tried' => $number('tried'), 'total' => $number('total'),
                    'run' => $number('run'), 'at' => $number('at'),
                ];
            case 'no-match':
                return ['state' => 'no-match', 'tried' => $number('tried')];
            case 'match':
                $origin = $kept['which'] ?? null;
                return in_array($origin, GuessList::ORIGINS, true) ? ['state' => 'match', 'which' => $origin] : null;
            default:
                return null;
        }
    }

    private static function name(string $which): string
    {
        return "guess.$which";
    }

    private static function nameOfPrint(string $which): string
    {
        return "guess.$which.of";
    }
}
