<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Adapters\FileRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\Tree;
use Modules\ModuleSecurityChecklist\Lib\Ports\TraceReadings;
use Modules\ModuleSecurityChecklist\Lib\Traces\Copies;
use Modules\ModuleSecurityChecklist\Lib\Traces\CoreFiles;
use Modules\ModuleSecurityChecklist\Lib\Traces\OfMachine;
use Modules\ModuleSecurityChecklist\Lib\Traces\OfModules;
use Modules\ModuleSecurityChecklist\Lib\Traces\Reading;
use PDO;
use UnexpectedValueException;

/**
 * A PBX as files in a folder: its databases, its copies of them, and its system; quiet, until a test plants something.
 *
 * @phpstan-import-type Item from TraceReadings
 * @phpstan-import-type Kind from TraceReadings
 */
final class TracesWorld
{
    public const MODULES = '/storage/custom_modules';
    public const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHc2kJ1xN0XW8o5m4Zl6a1Yw9rQ0b7uT3eKpVfGqLnMs';
    public const OTHER_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAbcdJ1xN0XW8o5m4Zl6a1Yw9rQ0b7uT3eKpVfGqLnMt';
    private const CRON = "*/5 * * * * /sbin/ntpd -q > /dev/null 2> /dev/null\n"
        . "*/5 * * * * /sbin/dump-conf-db > /dev/null 2> /dev/null\n"
        . "*/1 * * * * /usr/bin/php -f /usr/www/src/Core/Workers/Cron/WorkerSafeScriptsCore.php start > /dev/null 2> /dev/null\n"
        . "23 4 * * * test -f /storage/custom_modules/ModuleSecurityChecklist/Lib/Scripts/daily.php && /bin/php -f x > /dev/null 2>&1\n";

    public PDO $core;
    public FakeClock $clock;
    private string $root;

    public function __construct()
    {
        $this->root = sys_get_temp_dir() . '/traces-' . bin2hex(random_bytes(8));
        $this->clock = new FakeClock();
        mkdir($this->root, 0700);
        $this->core = Office::open('2026');
        $this->core->exec('CREATE TABLE m_UserPasskeys (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, login VARCHAR, credential_id VARCHAR, name VARCHAR, created_at VARCHAR)');
        $this->core->exec('CREATE TABLE m_ExternalPhones (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, extension VARCHAR, uniqid VARCHAR, dialstring VARCHAR)');
        $this->core->exec('CREATE TABLE m_ExtensionForwardingRights (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, extension VARCHAR, forwarding VARCHAR, forwardingonbusy VARCHAR, forwardingonunavailable VARCHAR)');
        $this->core->exec('CREATE TABLE m_IncomingRoutingTable (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, rulename VARCHAR, number VARCHAR, extension VARCHAR, provider VARCHAR, action VARCHAR)');
        $this->core->exec('CREATE TABLE m_DialplanApplications (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, uniqid VARCHAR, name VARCHAR, extension VARCHAR, applicationlogic VARCHAR, type VARCHAR)');
        $this->core->exec("INSERT INTO m_PbxExtensionModules (uniqid, name, version) VALUES ('ModuleSecurityChecklist', 'Checklist', '1')");
        $this->core->exec('DELETE FROM m_CustomFiles');
        $this->core->exec("UPDATE m_PbxSettings SET value = '' WHERE key = 'SSHAuthorizedKeys'");
        $this->core->exec("VACUUM INTO '$this->root/core.db'");
        $this->core = new PDO("sqlite:$this->root/core.db", null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
        $this->core->exec('PRAGMA synchronous = OFF');
        $this->write('/etc/passwd', "root:x:0:0:root:/root:/bin/bash\nwww:x:1011:1011:Web User,,,:/tmp:/bin/bash\n");
        $this->write('/etc/shadow', "root:\$6\$a\$b:1::::::\nwww:*:1::::::\n");
        $this->write('/var/spool/cron/crontabs/root', self::CRON);
        $this->write('/root/.ssh/authorized_keys', '');
        $this->write('/proc/net/tcp', '');
        foreach (['a', 'b', 'c', 'd', 'e'] as $name) {
            $this->write("/usr/www/src/$name.php", '<?php', -400);
        }
        mkdir($this->root . self::MODULES . '/ModuleSecurityChecklist', 0700, true);
        mkdir("$this->root/copies/day", 0700, true);
    }

    public function remove(): void
    {
        Tree::remove($this->root);
    }

    /**
     * @param int|null $days when it was written, from now
     */
    public function write(string $file, string $text, ?int $days = null): void
    {
        $path = $this->root . $file;
        if (!is_dir(dirname($path))) {
            mkdir(dirname($path), 0700, true);
        }
        file_put_contents($path, $text);
        if ($days !== null) {
            touch($path, $this->clock->now()->getTimestamp() + $days * 86400);
        }
    }

    public function folder(string $name): void
    {
        mkdir($this->root . $name, 0700, true);
        touch($this->root . $name, $this->clock->now()->getTimestamp() - 86400);
    }

    public function process(int $id, string $program, string $command, int $socket = 0): void
    {
        $this->write("/proc/$id/cmdline", str_replace(' ', "\0", $command));
        symlink($program, "$this->root/proc/$id/exe");
        mkdir("$this->root/proc/$id/fd");
        if ($socket !== 0) {
            symlink("socket:[$socket]", "$this->root/proc/$id/fd/3");
        }
    }

    /**
     * Core makes a copy of its database.
     *
     * @return int when
     */
    public function copy(int $daysAgo, bool $isDaily = true): int
    {
        $time = $this->clock->now()->getTimestamp() - $daysAgo * 86400;
        $name = $isDaily ? 'day/' . gmdate('Y-m-d', $time) : gmdate('Y-m-d_\hH_\mi_\ss', $time);
        $path = "$this->root/copies/{$name}_mikopbx.db.gz";
        file_put_contents($path, (string) gzencode($this->dump()));
        touch($path, $time);
        return $time;
    }

    /**
     * As `sqlite3 core.db .dump` has it.
     */
    public function dump(): string
    {
        $text = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n";
        $tables = $this->core->query("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
        foreach ($tables === false ? [] : (array) $tables->fetchAll(PDO::FETCH_ASSOC) as $table) {
            ['name' => $name, 'sql' => $sql] = (array) $table + ['name' => '', 'sql' => ''];
            $text .= (is_string($sql) ? $sql : '') . ";\n";
            $rows = is_string($name) ? $this->core->query("SELECT * FROM $name") : false;
            foreach ($rows === false ? [] : (array) $rows->fetchAll(PDO::FETCH_NUM) as $row) {
                $text .= 'INSERT INTO ' . (is_string($name) ? $name : '') . ' VALUES(' . implode(',', array_map([self::class, 'quoted'], (array) $row)) . ");\n";
            }
        }
        return $text . "COMMIT;\n";
    }

    /**
     * @param mixed $value
     */
    private static function quoted($value): string
    {
        if (!is_string($value)) {
            return is_int($value) ? (string) $value : 'NULL';
        }
        $quoted = "'" . str_replace("'", "''", $value) . "'";
        return strpos($quoted, "\n") === false ? $quoted : 'replace(' . str_replace("\n", '\n', $quoted) . ",'\\n',char(10))";
    }

    public function reading(): Reading
    {
        return new Reading(
            new FileRows("$this->root/core.db"),
            new FileRows("$this->root/release.db"),
            new Copies("$this->root/copies"),
            new OfMachine($this->root, self::MODULES),
            new CoreFiles($this->root),
            new OfModules(new FileRows($this->root . self::MODULES . '/ModuleUsersUI/db/module.db')),
            new FakeFingerprints(),
            $this->clock
        );
    }

    /**
     * @return list<Item>
     */
    public function items(string $kind): array
    {
        $read = $this->reading()->traces()['kinds'][$kind];
        if (!isset($read['items'])) {
            throw new UnexpectedValueException((string) json_encode($read));
        }
        return $read['items'];
    }

    public function path(string $file): string
    {
        return $this->root . $file;
    }
}
