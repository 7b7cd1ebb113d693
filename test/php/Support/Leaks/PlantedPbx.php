<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\FileFeatureCache;
use Modules\ModuleSecurityChecklist\Lib\Adapters\FilePartCache;
use Modules\ModuleSecurityChecklist\Lib\Adapters\FileRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\KeyFile;
use Modules\ModuleSecurityChecklist\Lib\Adapters\LinuxReadings;
use Modules\ModuleSecurityChecklist\Lib\Adapters\LinuxUsers;
use Modules\ModuleSecurityChecklist\Lib\Adapters\LogSignIns;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SecurityLog;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemPace;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PlanFolder;
use Modules\ModuleSecurityChecklist\Lib\Adapters\UnixLine;
use Modules\ModuleSecurityChecklist\Lib\Api\Needs;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredPasswords;
use Modules\ModuleSecurityChecklist\Lib\Facts\FactsReader;
use Modules\ModuleSecurityChecklist\Lib\Facts\PartList;
use Modules\ModuleSecurityChecklist\Lib\Facts\Sources;
use Modules\ModuleSecurityChecklist\Lib\Guessing\CommonPasswords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Guessing;
use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessList;
use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessRecords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessRun;
use Modules\ModuleSecurityChecklist\Lib\Guessing\LoginRecords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Proofs;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Prover;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Tries;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Ports\Line;
use Modules\ModuleSecurityChecklist\Lib\Ports\TraceReadings;
use Modules\ModuleSecurityChecklist\Lib\Root\Answers;
use Modules\ModuleSecurityChecklist\Lib\Root\RootLine;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Dictionary;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Judge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\KeptFeatures;
use Modules\ModuleSecurityChecklist\Lib\Store\StoredConfirmations;
use Modules\ModuleSecurityChecklist\Lib\Traces\Copies;
use Modules\ModuleSecurityChecklist\Lib\Traces\CoreFiles;
use Modules\ModuleSecurityChecklist\Lib\Traces\OfMachine;
use Modules\ModuleSecurityChecklist\Lib\Traces\OfModules;
use Modules\ModuleSecurityChecklist\Lib\Traces\Reading;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCommands;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCore;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFingerprints;
use Modules\ModuleSecurityChecklist\Test\Support\FakePbx;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\FixedSurroundings;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;
use PDO;

/**
 * The module put together as on a PBX (Lib/Core/Composition), everything of it but Core, over files that are full of
 * planted secrets.
 */
final class PlantedPbx
{
    public const KEY = 'fingerprints.key';
    private const COMMON = '/common.txt';

    public PDO $core;
    public PdoStorage $storage;
    public FakeFiles $files;
    public FakeClock $clock;
    public FakeCommands $commands;
    public FakePbx $pbx;
    public HearingLog $log;
    public Sources $sources;
    public Needs $needs;
    public StoredLogins $logins;
    public GuessRecords $records;
    public Guessing $guessing;

    private GuessList $guesses;
    private Uptime $uptime;
    private TemporaryFolder $folder;

    /**
     * @param list<string> $common passwords that are guessed
     */
    public function __construct(TemporaryFolder $folder, string $release, string $key, array $common)
    {
        $this->folder = $folder;
        $this->core = Office::blank($release, $folder->path('core.db'));
        $this->core->setAttribute(PDO::ATTR_TIMEOUT, 0);
        $this->storage = ModuleDatabase::make($folder);
        // Nobody pulls the plug here.
        $this->core->exec('PRAGMA synchronous = OFF');
        $this->storage->rows('PRAGMA synchronous = OFF');
        $this->files = new FakeFiles([self::COMMON => implode("\n", $common)]);
        $this->clock = new FakeClock();
        $this->commands = new FakeCommands();
        $this->pbx = new FakePbx();
        $this->log = new HearingLog();
        file_put_contents($folder->path(self::KEY), $key);
        $this->sources = $this->sources($release);
        $this->at(10000);
        $this->putTogether();
    }

    public function path(string $name): string
    {
        return $this->folder->path($name);
    }

    public function reader(): FactsReader
    {
        return PartList::reader($this->sources);
    }

    public function guessRun(): GuessRun
    {
        return new GuessRun($this->logins, $this->guesses, $this->records, $this->uptime);
    }

    /**
     * After one of the sources was exchanged.
     */
    public function putTogether(): void
    {
        $from = $this->sources;
        $this->uptime = new Uptime($from->files);
        $this->records = new GuessRecords($from->storage, $from->fingerprints, $this->uptime);
        $proofs = new Proofs($from->storage, $from->fingerprints, $from->clock);
        $from->logins = new LoginRecords($this->records, $proofs);
        $this->logins = new StoredLogins(
            new Settings($from->rows, $from->core),
            new StoredPasswords($from->rows, $from->core)
        );
        $this->guesses = new GuessList($this->logins, new CommonPasswords($from->files, self::COMMON));
        $this->guessing = new Guessing($this->logins, $this->guesses, $this->records, static function (): void {
            // The program is run where a test wants it.
        });
        // What is not named here holds no secrets.
        $needs = (new TestApi($this->storage))->needs;
        $needs->log = $this->log;
        $needs->clock = $from->clock;
        $needs->storage = $from->storage;
        $needs->fingerprints = $from->fingerprints;
        $needs->proof = new Prover($this->logins, $from->features, $proofs, new Tries($from->storage, $this->uptime));
        $needs->guesses = $this->guessing;
        $needs->plans = new PlanFolder($this->folder->path(), new UnixLine($this->folder->path()));
        $needs->config = new ConfigReader($from->rows, $from->core);
        $needs->surroundings = new FixedSurroundings($from->core);
        $needs->reader = function (): FactsReader {
            return $this->reader();
        };
        $this->needs = $needs;
    }

    /**
     * Sets the time since the machine started, and the clock with it.
     */
    public function at(int $seconds): void
    {
        $this->files->files['/proc/uptime'] = "$seconds.07 3.14\n";
        $this->clock->now = (new FakeClock())->now()->modify('+' . ($seconds - 10000) . ' seconds')->format(DATE_ATOM);
    }

    public function set(string $key, string $value): void
    {
        $this->core->prepare('DELETE FROM m_PbxSettings WHERE key = ?')->execute([$key]);
        $this->core->prepare('INSERT INTO m_PbxSettings (key, value) VALUES (?, ?)')->execute([$key, $value]);
    }

    /**
     * @param array<string, string|int|null> $row by column
     */
    public function insert(string $table, array $row): void
    {
        $columns = implode(', ', array_keys($row));
        $places = implode(', ', array_fill(0, count($row), '?'));
        $this->core->prepare("INSERT INTO $table ($columns) VALUES ($places)")->execute(array_values($row));
    }

    private function sources(string $release): Sources
    {
        $from = new Sources();
        $from->rows = new PdoRows($this->core);
        $from->core = new FakeCore($release);
        $from->files = $this->files;
        $from->bytes = new DiskFiles();
        $from->clock = $this->clock;
        $from->interfaces = $this->pbx;
        $line = new RootLine($this->rootWorker());
        $from->root = $line;
        $from->users = $line;
        $from->peers = $this->pbx;
        $from->bouncers = $this->pbx;
        $from->updates = $this->pbx;
        $from->patches = $this->pbx;
        $from->modules = $this->pbx;
        $from->storage = $this->storage;
        $from->fingerprints = new KeyFile($this->folder->path());
        $from->confirmations = new StoredConfirmations($from->storage);
        $from->build = 'test';
        $from->features = new KeptFeatures(
            new Judge(Dictionary::shipped()),
            $from->fingerprints,
            new FileFeatureCache($this->folder->path()),
            $from->build
        );
        $from->cache = new FilePartCache($this->folder->path());
        $from->groups = new FileFeatureCache($this->folder->path());
        $from->databasePath = $this->folder->path('core.db');
        return $from;
    }

    private function traces(): TraceReadings
    {
        return new Reading(
            new FileRows($this->folder->path('core.db')),
            new FileRows('/nonexistent'),
            new Copies(''),
            new OfMachine($this->folder->path(), '/modules'),
            new CoreFiles($this->folder->path()),
            new OfModules(new FileRows('/nonexistent')),
            new FakeFingerprints(),
            $this->clock
        );
    }

    private function rootWorker(): Line
    {
        $asterisk = new PDO('sqlite:' . $this->folder->path('asterisk.db'));
        $asterisk->exec('CREATE TABLE astdb (key VARCHAR(256), value VARCHAR(256), PRIMARY KEY (key))');
        $readings = new LinuxReadings($this->commands, $this->files, new PdoRows($asterisk), new PdoRows($asterisk), $this->clock);
        return new class (new Answers($readings, new LinuxUsers(
            $this->commands,
            new LogSignIns($this->folder->path('logs'), $this->clock, new SystemPace(new DiskFiles()))
        ), $this->pbx, new SecurityLog($this->folder->path('logs'), new SystemPace(new DiskFiles())), $this->traces(), $this->pbx)) implements Line {
            private Answers $answers;

            public function __construct(Answers $answers)
            {
                $this->answers = $answers;
            }

            public function ask(string $question): string
            {
                return $this->answers->to($question);
            }
        };
    }
}
