<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

use Modules\ModuleSecurityChecklist\Lib\Facts\AuthorizedKeys;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * What of the running system a stranger could have made, read by root. Everything in it may be a stranger's: it is told, and never believed.
 */
final class OfMachine
{
    private const MOST_BYTES = 1048576;
    private const KEY_FILES = ['authorized_keys', 'authorized_keys2'];
    private const CRON = ['/var/spool/cron/crontabs', '/etc/crontabs'];
    private const PRELOAD = '/etc/ld.so.preload';
    /** What Core has cron run, of 2024 to 2026 (CronConf). */
    private const CRON_OF_CORE = '/\A(?:[\d*\/,-]+\s+){5}\/(?:usr\/)?s?bin\/(?:ntpd -q|dump-conf-db|records-cleaner|check-out-ip|cleanup-stale'
        . '|cleaner-download-links|monit restart \w+|asterisk -rx ?"core restart now"|php -f \/(?:offload\/rootfs\/)?usr\/www\/src\/Core\/\S+\.php start)'
        . '(?: *2?> *\/dev\/null)*\z/';
    /** Where Core keeps programs. */
    private const PROGRAMS = '/\A\/(?:bin|sbin|usr|lib|lib64|offload|opt)\//';
    private const SCRIPT = '/\.(?:php|sh|py|pl|lua)\z|\A[^.]+\z/';
    private const TEMPORARY = '/\A\/(?:tmp|var\/tmp|dev\/shm)\//';
    private const INTERPRETERS = '/\/(?:php|sh|ash|bash|dash|busybox|python|perl|lua)[\d.]*\z/';
    /** What Core has wait there (Processes), and deletes itself. */
    private const OF_CORE = '/\A\/tmp\/\d{9,11}_noop\.sh\z/';
    private const GONE = ' (deleted)';
    private const ID = '/\A[1-9]\d{0,9}\z/';
    private const SECRET = '/(pass(?:word|wd)?|secret|token|api-?key|pwd)(["\']?\s*[=: ]\s*)\S+|(:\/\/[^\s:@\/]+:)[^\s@\/]+@/i';
    private const LISTENING = '0A';
    /** Users that Core makes; a login of SSH's own comes from the settings. */
    private const USERS = ['root', 'www'];

    private string $root;
    private string $modules;

    /**
     * @param string $root    where the system begins; '' on the PBX
     * @param string $modules folder of modules
     */
    public function __construct(string $root, string $modules)
    {
        $this->root = $root;
        $this->modules = $modules;
    }

    /**
     * Keys that open SSH without being in the settings.
     *
     * @param list<Thing> $known those of the settings
     * @param string      $login of SSH, '' root: elsewhere even those of the settings are none of Core's
     *
     * @return list<Thing>
     *
     * @throws CannotRead
     */
    public function sshKeys(array $known, string $login): array
    {
        $prints = [];
        foreach ($known as $thing) {
            $prints[$thing->id()] = true;
        }
        $things = [];
        foreach ($this->users() as [$user, , , $home]) {
            foreach (self::KEY_FILES as $name) {
                $file = rtrim($home, '/') . "/.ssh/$name";
                $isCores = $name === self::KEY_FILES[0] && in_array($user, ['root', $login], true);
                foreach (AuthorizedKeys::in((string) $this->text($file)) as $key) {
                    if (!$isCores || !isset($prints[$key['fingerprint']])) {
                        $what = [
                            'comment' => $key['comment'], 'type' => $key['type'], 'fingerprint' => $key['fingerprint'], 'place' => 'file', 'file' => $file,
                        ];
                        $things["$file {$key['fingerprint']}"] = new Thing("$file {$key['fingerprint']}", '', $what, $this->time($file), Thing::FILE);
                    }
                }
            }
        }
        return array_values($things);
    }

    /**
     * What starts by itself: lines of cron, and what every program loads first.
     *
     * @param list<string> $modules ids of those that are installed
     *
     * @return list<Thing>
     */
    public function cron(array $modules): array
    {
        $things = [];
        foreach (self::CRON as $folder) {
            foreach ($this->names($folder) as $name) {
                $file = "$folder/$name";
                foreach (explode("\n", (string) $this->text($file)) as $line) {
                    $line = trim($line);
                    if ($line === '' || $line[0] === '#') {
                        continue;
                    }
                    $what = ['file' => $file, 'line' => self::masked($line), 'of' => $this->ownerOf($line, $modules)];
                    $things["$file $line"] = new Thing(md5("$file $line"), '', $what, $this->time($file), Thing::FILE);
                }
            }
        }
        $preload = trim((string) $this->text(self::PRELOAD));
        if ($preload !== '') {
            $what = ['file' => self::PRELOAD, 'line' => $preload, 'of' => ''];
            $things[] = new Thing(self::PRELOAD, $preload, $what, $this->time(self::PRELOAD), Thing::FILE);
        }
        // A table is written anew when a module is switched on: only those that nobody knows have its time.
        return array_map(static function (Thing $thing): Thing {
            return $thing->what()['of'] === '' ? $thing : new Thing($thing->id(), $thing->content(), $thing->what());
        }, array_values($things));
    }

    /**
     * Folders of modules that Core does not know.
     *
     * @param list<string> $known
     *
     * @return list<Thing>
     */
    public function modules(array $known): array
    {
        $things = [];
        foreach ($this->names($this->modules) as $name) {
            if (!in_array($name, $known, true) && is_dir("$this->root$this->modules/$name") && $name[0] !== '.') {
                $what = ['id' => $name, 'name' => '', 'developer' => '', 'place' => 'folder', 'file' => "$this->modules/$name"];
                $things[] = new Thing("folder $name", '', $what, $this->time("$this->modules/$name"), Thing::FILE);
            }
        }
        return $things;
    }

    /**
     * Programs that run from places where neither Core nor a module keeps any.
     *
     * @return list<Thing>
     *
     * @throws CannotRead
     */
    public function processes(): array
    {
        $names = @scandir("$this->root/proc");
        if ($names === false) {
            throw new CannotRead(CannotRead::FAILED, '/proc');
        }
        $listening = null;
        $things = [];
        foreach ($names as $id) {
            $program = preg_match(self::ID, $id) === 1 ? @readlink("$this->root/proc/$id/exe") : false;
            if ($program === false) {
                continue;
            }
            $isGone = substr($program, -strlen(self::GONE)) === self::GONE;
            $path = $isGone ? substr($program, 0, -strlen(self::GONE)) : $program;
            $script = preg_match(self::INTERPRETERS, $path) === 1 ? $this->script($id) : '';
            if ($this->isUsual($path, $isGone) && $script === '') {
                continue;
            }
            $listening = $listening ?? $this->listening();
            $what = ['program' => $path, 'script' => $script, 'gone' => $isGone ? 'yes' : '', 'pid' => $id, 'ports' => $this->ports($id, $listening)];
            $since = @filemtime("$this->root/proc/$id");
            $things["$path $script"] = new Thing("$path $script", '', $what, $since === false ? null : $since, Thing::KERNEL);
        }
        return array_values($things);
    }

    /**
     * Users of the system that can do what root can, or have a password, and are none of Core's.
     *
     * @return list<Thing>
     *
     * @throws CannotRead
     */
    public function systemUsers(string $login): array
    {
        $passwords = [];
        foreach (explode("\n", (string) $this->text('/etc/shadow')) as $line) {
            $fields = explode(':', $line . ':');
            $passwords[$fields[0]] = preg_match('/\A[\w.\/$]./', $fields[1]) === 1;
        }
        $things = [];
        foreach ($this->users() as [$user, $id, , , $shell]) {
            $isRoot = $id === '0';
            if (!in_array($user, array_merge(self::USERS, [$login]), true) && ($isRoot || ($passwords[$user] ?? false))) {
                $what = ['name' => $user, 'shell' => $shell, 'root' => $isRoot ? 'yes' : ''];
                $things[] = new Thing($user, $id, $what, $this->time('/etc/passwd'), Thing::FILE);
            }
        }
        return $things;
    }

    private function isUsual(string $path, bool $isGone): bool
    {
        if (strpos($path, "$this->modules/") === 0) {
            return true;
        }
        return !$isGone && preg_match(self::PROGRAMS, $path) === 1;
    }

    /**
     * A script in a place for temporary files that an interpreter runs; '' none.
     */
    private function script(string $id): string
    {
        $words = explode("\0", (string) @file_get_contents("$this->root/proc/$id/cmdline", false, null, 0, 4096));
        foreach (array_slice($words, 1, 3) as $word) {
            $isScript = preg_match(self::TEMPORARY, $word) === 1 && preg_match(self::SCRIPT, $word) === 1;
            if ($isScript && is_file($this->root . $word)) {
                return $this->isOfCore($word) ? '' : $word;
            }
        }
        return '';
    }

    /**
     * By its name, its owner, and that it deletes itself in the end.
     */
    private function isOfCore(string $script): bool
    {
        return preg_match(self::OF_CORE, $script) === 1
            && fileowner($this->root . $script) === fileowner("$this->root/etc/passwd")
            && preg_match('/\A\S*sleep \d+;.* -rf ' . preg_quote($script, '/') . '\s*\z/s', (string) $this->text($script)) === 1;
    }

    /**
     * @return array<string, string> ports by inode
     */
    private function listening(): array
    {
        $ports = [];
        foreach (['tcp', 'tcp6'] as $table) {
            foreach (explode("\n", (string) @file_get_contents("$this->root/proc/net/$table", false, null, 0, self::MOST_BYTES)) as $line) {
                $fields = preg_split('/\s+/', trim($line));
                if (is_array($fields) && ($fields[3] ?? '') === self::LISTENING && isset($fields[9])) {
                    $ports[$fields[9]] = (string) hexdec(substr((string) strrchr($fields[1], ':'), 1));
                }
            }
        }
        return $ports;
    }

    /**
     * @param array<string, string> $listening
     */
    private function ports(string $id, array $listening): string
    {
        $ports = [];
        foreach ((array) @scandir("$this->root/proc/$id/fd") as $name) {
            $target = (string) @readlink("$this->root/proc/$id/fd/$name");
            if (preg_match('/\Asocket:\[(\d+)\]\z/', $target, $found) === 1 && isset($listening[$found[1]])) {
                $ports[$listening[$found[1]]] = true;
            }
        }
        return implode(', ', array_keys($ports));
    }

    /**
     * `core`, the id of a module, or ''.
     *
     * @param list<string> $modules
     */
    private function ownerOf(string $line, array $modules): string
    {
        if (preg_match(self::CRON_OF_CORE, $line) === 1) {
            return 'core';
        }
        foreach ($modules as $module) {
            if ($module !== '' && strpos($line, "/custom_modules/$module/") !== false) {
                return $module;
            }
        }
        return '';
    }

    /**
     * @return list<array{string, string, string, string, string}> name, number, group, home, shell
     *
     * @throws CannotRead
     */
    private function users(): array
    {
        $text = $this->text('/etc/passwd');
        if ($text === null) {
            throw new CannotRead(CannotRead::FAILED, '/etc/passwd');
        }
        $users = [];
        foreach (explode("\n", $text) as $line) {
            $fields = explode(':', $line);
            if (count($fields) >= 7) {
                $users[] = [$fields[0], $fields[2], $fields[3], $fields[5], $fields[6]];
            }
        }
        return $users;
    }

    /**
     * @return list<string>
     */
    private function names(string $folder): array
    {
        $names = is_dir($this->root . $folder) ? @scandir($this->root . $folder) : false;
        return $names === false ? [] : array_values(array_diff($names, ['.', '..']));
    }

    private function text(string $file): ?string
    {
        $path = $this->root . $file;
        $text = is_file($path) && !is_link($path) ? @file_get_contents($path, false, null, 0, self::MOST_BYTES) : false;
        return $text === false ? null : $text;
    }

    private function time(string $file): ?int
    {
        $time = @filemtime($this->root . $file);
        return $time === false ? null : $time;
    }

    private static function masked(string $line): string
    {
        return (string) preg_replace_callback(self::SECRET, static function (array $found): string {
            return ($found[3] ?? '') === '' ? "$found[1]$found[2]…" : "$found[3]…@";
        }, $line);
    }
}
