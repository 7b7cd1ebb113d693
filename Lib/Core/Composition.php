<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Adapters\CallFile;
use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\FileFeatureCache;
use Modules\ModuleSecurityChecklist\Lib\Adapters\FilePartCache;
use Modules\ModuleSecurityChecklist\Lib\Adapters\KeyFile;
use Modules\ModuleSecurityChecklist\Lib\Adapters\NoPartCache;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PhpInterfaces;
use Modules\ModuleSecurityChecklist\Lib\Adapters\ProcPeers;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemClock;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemPace;
use Modules\ModuleSecurityChecklist\Lib\Adapters\UnixLine;
use Modules\ModuleSecurityChecklist\Lib\Api\Api;
use Modules\ModuleSecurityChecklist\Lib\Api\Needs;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsDesk;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsRecord;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsRun;
use Modules\ModuleSecurityChecklist\Lib\Core\Evidence\EvidenceRoom;
use Modules\ModuleSecurityChecklist\Lib\Core\Patches\PatchRoom;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\CoreSurroundings;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\PlanRoom;
use Modules\ModuleSecurityChecklist\Lib\Facts\Container;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\ProviderRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredPasswords;
use Modules\ModuleSecurityChecklist\Lib\Facts\FactsReader;
use Modules\ModuleSecurityChecklist\Lib\Facts\Gateways;
use Modules\ModuleSecurityChecklist\Lib\Facts\Names\KeptNames;
use Modules\ModuleSecurityChecklist\Lib\Facts\Names\ProviderNames;
use Modules\ModuleSecurityChecklist\Lib\Facts\PartList;
use Modules\ModuleSecurityChecklist\Lib\Facts\Parts\SignInsPart;
use Modules\ModuleSecurityChecklist\Lib\Facts\Sources;
use Modules\ModuleSecurityChecklist\Lib\Guessing\CommonPasswords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Guessing;
use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessList;
use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessRecords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessRun;
use Modules\ModuleSecurityChecklist\Lib\Guessing\LoginRecords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\NewPassword;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Proofs;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Prover;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Tries;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Patch\Offer;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\Surroundings;
use Modules\ModuleSecurityChecklist\Lib\Ports\CallRows;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Names;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Root\RootLine;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Owners;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Sheet;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Dictionary;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Judge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\KeptFeatures;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Store\StoredConfirmations;
use Modules\ModuleSecurityChecklist\Lib\Traces\History;
use Modules\ModuleSecurityChecklist\Lib\Traces\TracesDesk;
use Modules\ModuleSecurityChecklist\Lib\Watch\Delivery;
use Modules\ModuleSecurityChecklist\Lib\Watch\Letter;
use PDO;
use RuntimeException;

/**
 * Puts the module together on the PBX: each piece once for one request or one program.
 */
final class Composition
{
    /** For a million calls to numbers that are told, and room for others. */
    private const SPACE_FOR_CALLS = 536870912;

    private Sources $sources;
    private StoredLogins $logins;
    private GuessList $guesses;
    private GuessRecords $records;
    private Proofs $proofs;
    private Uptime $uptime;
    private RootLine $line;

    /**
     * @param RootReadings|null $root what root sees by itself; null: it is asked over the line
     */
    public function __construct(?RootReadings $root = null)
    {
        $folder = Places::privateFolder();
        $files = new DiskFiles();
        $from = new Sources();
        $from->rows = new PdoRows(self::coreConnection());
        $from->core = new CoreRelease();
        $from->files = $files;
        $from->bytes = $files;
        $from->clock = new SystemClock();
        $from->interfaces = new PhpInterfaces();
        $line = new RootLine(new UnixLine($folder));
        $this->line = $line;
        $from->root = $root ?? $line;
        $from->users = $root === null ? $line : PlanRoom::users();
        $from->peers = new ProcPeers($files);
        $from->bouncers = new BouncerCursors();
        $from->updates = new AdviceCache();
        $from->patches = PatchRoom::folder();
        $from->modules = new InstalledModules();
        $from->storage = new PdoStorage(Places::database());
        $from->fingerprints = new KeyFile($folder);
        $from->confirmations = new StoredConfirmations($from->storage);
        $from->build = self::build();
        $from->features = new KeptFeatures(
            new Judge(Dictionary::shipped()),
            $from->fingerprints,
            new FileFeatureCache($folder),
            $from->build
        );
        $from->cache = $root === null ? new FilePartCache($folder) : new NoPartCache();
        $from->groups = new FileFeatureCache($folder);
        $from->databasePath = Places::coreDatabase();
        $this->uptime = new Uptime($files);
        $this->records = new GuessRecords($from->storage, $from->fingerprints, $this->uptime);
        $this->proofs = new Proofs($from->storage, $from->fingerprints, $from->clock);
        $from->logins = new LoginRecords($this->records, $this->proofs);
        $this->logins = new StoredLogins(
            new Settings($from->rows, $from->core),
            new StoredPasswords($from->rows, $from->core)
        );
        $this->guesses = new GuessList($this->logins, new CommonPasswords($files));
        $this->sources = $from;
    }

    /**
     * Facts share what they read among their parts: a new reader for every reading.
     */
    public function reader(): FactsReader
    {
        return PartList::reader($this->sources);
    }

    public function api(): Api
    {
        $needs = new Needs();
        $needs->module = new CoreSwitch();
        $needs->words = new CoreWords();
        $needs->log = new Syslog();
        $needs->clock = $this->sources->clock;
        $needs->storage = $this->sources->storage;
        $needs->fingerprints = $this->sources->fingerprints;
        $needs->proof = new Prover(
            $this->logins,
            $this->sources->features,
            $this->proofs,
            new Tries($this->sources->storage, $this->uptime)
        );
        $needs->passwords = new NewPassword($this->logins, $this->sources->features);
        $needs->envelope = PlanRoom::envelope();
        $needs->guesses = $this->guessing();
        $needs->calls = new CallsDesk($this->calls(), static function (): void {
            Scripts::start(Scripts::CALLS);
        });
        $needs->traces = $this->traces();
        $needs->plans = PlanRoom::desk();
        $needs->patches = PatchRoom::folder();
        $needs->evidence = EvidenceRoom::folder();
        $needs->offer = $this->offer();
        $needs->pace = new SystemPace($this->sources->files);
        $needs->surroundings = $this->surroundings();
        $needs->config = $this->config();
        $needs->root = $this->sources->root;
        $needs->rotations = $this->line;
        $needs->returns = $this->line;
        $needs->isolations = $this->line;
        $needs->owners = new Owners($this->sources->rows);
        $needs->sheet = new Sheet($needs->owners, new Settings($this->sources->rows, $this->sources->core));
        $needs->reader = function (): FactsReader {
            return $this->reader();
        };
        return new Api($needs);
    }

    /**
     * @param Sealer|null $sealer null: of secrets it can be told that they are there, and nothing else
     */
    public function config(?Sealer $sealer = null): ConfigReader
    {
        return new ConfigReader($this->sources->rows, $this->sources->core, $sealer);
    }

    public function surroundings(): Surroundings
    {
        return new CoreSurroundings(
            function (): FactsReader {
                return $this->reader();
            },
            $this->sources->core,
            new Container($this->sources->files, $this->sources->interfaces, $this->sources->root),
            new Gateways($this->sources->files),
            new SignInsPart($this->sources->users, new Settings($this->sources->rows, $this->sources->core)),
            $this->sources->clock
        );
    }

    /**
     * Whether the fix of 2024.1.114 is for this PBX.
     */
    public function offer(): Offer
    {
        $from = $this->sources;
        $container = new Container($from->files, $from->interfaces, $from->root);
        return new Offer(new Settings($from->rows, $from->core), $container);
    }

    public function guessing(): Guessing
    {
        return new Guessing($this->logins, $this->guesses, $this->records, static function (string $which): void {
            Scripts::start(Scripts::GUESS, [$which]);
        });
    }

    public function guessRun(): GuessRun
    {
        return new GuessRun($this->logins, $this->guesses, $this->records, $this->uptime);
    }

    public function calls(): CallsRecord
    {
        return new CallsRecord($this->sources->storage, $this->uptime, Places::privateFolder());
    }

    public function traces(): TracesDesk
    {
        $from = $this->sources;
        return new TracesDesk(
            $this->line,
            new History($from->storage),
            new Settings($from->rows, $from->core),
            $from->clock,
            static function (): void {
                Scripts::start(Scripts::TRACES);
            }
        );
    }

    public function callsRun(): CallsRun
    {
        $rows = $this->sources->rows;
        $providers = new ProviderRows($rows, new Schema($rows));
        $folder = Places::privateFolder();
        return new CallsRun(
            $this->calls(),
            $providers,
            $this->uptime,
            static function () use ($folder): CallRows {
                return new CallFile(Places::callsDatabase(), $folder);
            },
            static function () use ($folder): bool {
                return disk_free_space($folder) >= self::SPACE_FOR_CALLS;
            }
        );
    }

    /**
     * @throws CannotRead
     * @throws CannotStore
     */
    public function lookUpNames(Names $names): void
    {
        $rows = $this->sources->rows;
        $providers = new ProviderNames(
            new ProviderRows($rows, new Schema($rows)),
            new KeptNames(new Kept($this->sources->storage))
        );
        $providers->lookUp($names, $this->sources->clock, new SystemPace($this->sources->files));
    }

    public function storage(): Storage
    {
        return $this->sources->storage;
    }

    public function letter(): Letter
    {
        return new Letter(new CoreWords());
    }

    public function mail(): Delivery
    {
        return new Delivery(new AdminMail($this->sources->core), new SystemPace(new DiskFiles()));
    }

    /**
     * Of the console of the PBX.
     *
     * @throws CannotRead
     */
    public static function language(): string
    {
        $rows = (new PdoRows(self::coreConnection()))->rows("SELECT value FROM m_PbxSettings WHERE key = 'SSHLanguage'");
        return substr((string) ($rows[0]['value'] ?? ''), 0, 2);
    }

    /**
     * Core's own connection to its database; it opens it for every request anyway.
     */
    private static function coreConnection(): PDO
    {
        $database = Services::get('db');
        $isAdapter = is_object($database) && method_exists($database, 'getInternalHandler');
        $connection = $isAdapter ? $database->getInternalHandler() : null;
        if (!$connection instanceof PDO) {
            throw new RuntimeException('Core has no database here');
        }
        return $connection;
    }

    /**
     * Changes with every installation.
     */
    private static function build(): string
    {
        $file = Places::module() . '/module.json';
        $manifest = json_decode((string) @file_get_contents($file), true);
        $version = is_array($manifest) && is_string($manifest['version'] ?? null) ? $manifest['version'] : '';
        return $version . ' ' . (int) @filemtime($file);
    }
}
