<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Adapters\BanServer;
use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\FileRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\KeyFile;
use Modules\ModuleSecurityChecklist\Lib\Adapters\LinuxReadings;
use Modules\ModuleSecurityChecklist\Lib\Adapters\LinuxUsers;
use Modules\ModuleSecurityChecklist\Lib\Adapters\LogSignIns;
use Modules\ModuleSecurityChecklist\Lib\Adapters\NginxConnections;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PlanFolder;
use Modules\ModuleSecurityChecklist\Lib\Adapters\ProcPeers;
use Modules\ModuleSecurityChecklist\Lib\Adapters\RecordFolder;
use Modules\ModuleSecurityChecklist\Lib\Adapters\RootEnvelope;
use Modules\ModuleSecurityChecklist\Lib\Adapters\RootSealer;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SecurityLog;
use Modules\ModuleSecurityChecklist\Lib\Adapters\ShellCommands;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemClock;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemPace;
use Modules\ModuleSecurityChecklist\Lib\Adapters\UnixLine;
use Modules\ModuleSecurityChecklist\Lib\Core\Composition;
use Modules\ModuleSecurityChecklist\Lib\Core\CoreRelease;
use Modules\ModuleSecurityChecklist\Lib\Core\Isolation\IsolationRoom;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use Modules\ModuleSecurityChecklist\Lib\Core\Syslog;
use Modules\ModuleSecurityChecklist\Lib\Plan\Acceptance;
use Modules\ModuleSecurityChecklist\Lib\Plan\Calendar;
use Modules\ModuleSecurityChecklist\Lib\Plan\Enforcement;
use Modules\ModuleSecurityChecklist\Lib\Plan\Forgiving;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\Later;
use Modules\ModuleSecurityChecklist\Lib\Plan\OpenRotations;
use Modules\ModuleSecurityChecklist\Lib\Plan\PasswordForms;
use Modules\ModuleSecurityChecklist\Lib\Plan\PasswordsInPlans;
use Modules\ModuleSecurityChecklist\Lib\Plan\Player;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlayerNeeds;
use Modules\ModuleSecurityChecklist\Lib\Plan\InForce;
use Modules\ModuleSecurityChecklist\Lib\Plan\Source;
use Modules\ModuleSecurityChecklist\Lib\Plan\Status;
use Modules\ModuleSecurityChecklist\Lib\Plan\Story;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wiping;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Comebacks;
use Modules\ModuleSecurityChecklist\Lib\Ports\Executor;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;
use Modules\ModuleSecurityChecklist\Lib\Root\SettledReadings;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;

/**
 * Root's side of plans, put together on the PBX.
 */
final class PlanRoom
{
    private const REST = 'MikoPBX\\PBXCoreREST\\Lib\\Firewall\\SaveRecordAction';
    /** A server of Fail2Ban that does not answer for so long is off; a player has not so much time. */
    public const SECONDS_OF_SILENCE = 60.0;
    private const SECONDS_OF_SILENCE_FOR_PLAYERS = 3.0;
    /** How long to wait for somebody else who writes into the module's database. */
    private const SECONDS_TO_WRITE = 10;

    public static function readings(): LinuxReadings
    {
        $asterisk = new FileRows(Places::asteriskDatabase());
        $bans = new FileRows(Places::fail2banDatabase());
        return new LinuxReadings(new ShellCommands(), new DiskFiles(), $asterisk, $bans, new SystemClock());
    }

    public static function users(): UserReadings
    {
        $logs = new LogSignIns(Places::logs(), new SystemClock(), new SystemPace(new DiskFiles()));
        return new LinuxUsers(new ShellCommands(), $logs);
    }

    /**
     * For facts: nothing that Core is writing at this moment.
     */
    public static function settledReadings(float $believedAfter): RootReadings
    {
        $files = new DiskFiles();
        $readings = self::readings();
        return new SettledReadings($readings, $readings, $files, new SystemPace($files), $believedAfter);
    }

    /**
     * Whether Core has a REST API for its firewall.
     */
    public static function hasRest(): bool
    {
        return class_exists(self::REST);
    }

    public static function records(): RecordFolder
    {
        return new RecordFolder(Places::rootFolder(), dirname(Places::coreDatabase()), new ShellCommands());
    }

    public static function desk(): PlanFolder
    {
        return new PlanFolder(Places::privateFolder(), new UnixLine(Places::privateFolder()));
    }

    /**
     * Root's own: the keys are where nobody else can enter.
     */
    public static function sealer(): RootSealer
    {
        return new RootSealer(Places::rootFolder(), new KeyFile(Places::rootFolder()));
    }

    /**
     * Closed by the web server's user, opened by root.
     */
    public static function envelope(): RootEnvelope
    {
        return new RootEnvelope(Places::privateFolder(), Places::rootFolder());
    }

    /**
     * Called by root. Without them no password can be set, and everything else goes on.
     */
    public static function makeKeys(): void
    {
        try {
            self::envelope()->makeKeys();
        } catch (CannotRead $unwritten) {
            (new Syslog())->trouble('keys: ' . $unwritten->getMessage());
        }
    }

    /**
     * For a worker that lives long: Core's database may be another file later.
     */
    public static function rotations(): Rotations
    {
        return new OpenRotations(self::records(), new FileRows(Places::coreDatabase()), new CoreRelease(), self::sealer());
    }

    public static function comebacks(): Comebacks
    {
        return new SecurityLog(Places::logs(), new SystemPace(new DiskFiles()));
    }

    public static function process(): PlayerProcess
    {
        return new PlayerProcess(Places::rootFolder());
    }

    public static function intake(): Intake
    {
        $clock = new SystemClock();
        $nonces = new PlanNonces(new PdoStorage(Places::database(), self::SECONDS_TO_WRITE), $clock);
        $status = new Status(self::desk(), self::records(), $clock);
        $pace = new SystemPace(new DiskFiles());
        $calendar = new Calendar(self::records(), $pace, $clock);
        $story = new Story(new Journal(new PdoStorage(Places::database(), self::SECONDS_TO_WRITE), $clock));
        $later = new Later(self::records(), $pace, $clock, $story, new MailTeller(), new Syslog());
        return new Intake(self::desk(), self::records(), $nonces, $clock, $pace, $status, $calendar, $later);
    }

    /**
     * The work of the player's process. When the module was removed meanwhile, nothing of it stays.
     */
    public static function play(): void
    {
        $process = self::process();
        if (!$process->become()) {
            return;
        }
        $forgiving = new Forgiving(self::executor(), new SystemPace(new DiskFiles()));
        $spared = self::player()->run();
        $process->leave();
        $forgiving->watch($spared);
        if (!$process->isAlive() && !is_dir(Places::module()) && self::records()->load() === null) {
            Places::removeRootFolder();
        }
    }

    private static function executor(): Executor
    {
        return self::hasRest() ? new RestExecutor() : new ModelExecutor();
    }

    private static function player(): Player
    {
        $readings = self::readings();
        $module = new Composition(self::settledReadings(self::SECONDS_OF_SILENCE_FOR_PLAYERS));
        $files = new DiskFiles();
        $log = new Syslog();
        $needs = new PlayerNeeds();
        $needs->records = self::records();
        $needs->desk = self::desk();
        $sealer = self::sealer();
        $needs->wiping = new Wiping($needs->records, $sealer);
        $forms = new PasswordForms(SecretModels::hashesAlike());
        $needs->source = new Source($needs->records, new PasswordsInPlans(self::envelope(), $forms, $sealer));
        $needs->clock = new SystemClock();
        $needs->pace = new SystemPace($files);
        $needs->calendar = new Calendar($needs->records, $needs->pace, $needs->clock);
        $needs->story = new Story(new Journal(new PdoStorage(Places::database(), self::SECONDS_TO_WRITE), $needs->clock));
        $needs->reader = $module->config($sealer);
        $restorer = new ModelRestorer($sealer);
        $needs->hands = new Hands(self::executor(), $restorer, IsolationRoom::standings());
        $needs->notices = new ModelNotices();
        $needs->surroundings = $module->surroundings();
        $needs->acceptance = new Acceptance($needs->surroundings);
        $bans = new BanServer(new ShellCommands(), $files, Closure::fromCallable('posix_kill'));
        $reload = new CoreReload($log, $bans);
        $needs->enforcement = new Enforcement($readings, $files, $reload, $needs->pace, $needs->surroundings);
        $needs->inForce = new InForce(
            new FileRows(Places::coreDatabase()),
            $files,
            $needs->pace,
            new SshReload(new ShellCommands(), $log),
            IsolationRoom::standings()
        );
        $reader = $needs->reader;
        $needs->connections = new NginxConnections($files, static function () use ($reader): int {
            return (int) $reader->read()->setting('WEBPort');
        }, Locations::NUMBER);
        $needs->peers = new ProcPeers($files);
        $needs->memory = new RedisMemory($log, $needs->pace);
        $needs->teller = new MailTeller();
        $needs->log = $log;
        return new Player($needs);
    }
}
