<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use Generator;
use Modules\ModuleSecurityChecklist\Lib\Facts\AuthorizedKeys;

/**
 * What the kernel and the files of the system say of this moment. Everything in them may be a stranger's: it is written down, and never believed.
 */
final class Machine
{
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE;
    private const MOST_COMMAND = 65536;
    private const MOST_TABLE = 1048576;
    private const CRON = ['/etc/crontab', '/etc/crontabs', '/etc/cron.d', '/var/spool/cron', '/var/spool/cron/crontabs'];
    private const ID = '/\A[1-9]\d{0,9}\z/';

    private string $root;

    /**
     * @param string $root where the system begins; '' on the PBX
     */
    public function __construct(string $root = '')
    {
        $this->root = $root;
    }

    /**
     * @return Generator<int, string>
     */
    public function processes(): Generator
    {
        $names = @scandir("$this->root/proc");
        $ids = [];
        foreach ($names === false ? [] : $names as $name) {
            if (preg_match(self::ID, $name) === 1) {
                $ids[] = (int) $name;
            }
        }
        sort($ids);
        foreach ($ids as $id) {
            $folder = "$this->root/proc/$id";
            $status = (string) @file_get_contents("$folder/status");
            if ($status === '') {
                continue;
            }
            yield self::line([
                'pid' => $id,
                'parent' => (int) self::field($status, 'PPid'),
                'user' => (int) self::field($status, 'Uid'),
                'name' => self::field($status, 'Name'),
                'since' => $this->since($folder),
                'program' => (string) @readlink("$folder/exe"),
                'folder' => (string) @readlink("$folder/cwd"),
                'command' => explode("\0", rtrim((string) @file_get_contents("$folder/cmdline", false, null, 0, self::MOST_COMMAND), "\0")),
            ]);
        }
    }

    /**
     * A table of the kernel, as it is.
     *
     * @return Generator<int, string>
     */
    public function table(string $path): Generator
    {
        $file = is_readable($this->root . $path) ? @fopen($this->root . $path, 'rb') : false;
        while ($file !== false && !feof($file)) {
            yield (string) fread($file, self::MOST_TABLE);
        }
        if ($file !== false) {
            fclose($file);
        }
    }

    /**
     * @return Generator<int, string>
     */
    public function cron(): Generator
    {
        foreach (self::CRON as $place) {
            $path = $this->root . $place;
            $names = is_dir($path) ? array_diff((array) scandir($path), ['.', '..']) : [''];
            foreach ($names as $name) {
                $file = rtrim("$place/$name", '/');
                $text = is_file($this->root . $file) && !is_link($this->root . $file)
                    ? @file_get_contents($this->root . $file, false, null, 0, self::MOST_TABLE) : false;
                if ($text !== false) {
                    yield self::line(['file' => $file, 'time' => date(DATE_ATOM, (int) @filemtime($this->root . $file)), 'text' => $text]);
                }
            }
        }
    }

    /**
     * Keys that open SSH, of everybody who has a home: which they are, and not the keys.
     *
     * @return Generator<int, string>
     */
    public function keys(): Generator
    {
        $seen = [];
        foreach (explode("\n", (string) @file_get_contents("$this->root/etc/passwd")) as $line) {
            $fields = explode(':', $line);
            $home = $fields[5] ?? '';
            foreach (['authorized_keys', 'authorized_keys2'] as $name) {
                $file = "$home/.ssh/$name";
                if ($home === '' || isset($seen[$file]) || !is_file($this->root . $file)) {
                    continue;
                }
                $seen[$file] = true;
                $text = (string) @file_get_contents($this->root . $file, false, null, 0, self::MOST_TABLE);
                foreach (AuthorizedKeys::in($text) as $key) {
                    yield self::line(['user' => $fields[0], 'file' => $file] + $key);
                }
            }
        }
    }

    /**
     * @param string $path of the folder that modules are in
     *
     * @return Generator<int, string>
     */
    public function folders(string $path): Generator
    {
        foreach (array_diff((array) @scandir($path), ['.', '..']) as $name) {
            yield self::line(['folder' => (string) $name, 'time' => date(DATE_ATOM, (int) @filemtime("$path/$name"))]);
        }
    }

    private static function field(string $status, string $name): string
    {
        return preg_match("/^$name:\\s*(\\S*)/m", $status, $found) === 1 ? $found[1] : '';
    }

    private function since(string $folder): string
    {
        $time = @filemtime($folder);
        return $time === false ? '' : date(DATE_ATOM, $time);
    }

    /**
     * @param array<string, mixed> $fields
     */
    private static function line(array $fields): string
    {
        return json_encode($fields, self::FLAGS) . "\n";
    }
}
