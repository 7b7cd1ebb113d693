<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Code of Core that was written after the rest of it was put there. The files of a release are older than their installation, whatever their dates are;
 * what was written later is not as the release came.
 */
final class CoreFiles
{
    private const ROOTS = ['/usr/www/src', '/usr/www/sites', '/usr/www/vendor', '/usr/sbin', '/sbin', '/etc/rc'];
    private const CODE = '/\.(?:php|js|lua|sh|volt)\z|\/[^.\/]+\z/';
    private const KIND = 0170000;
    private const REGULAR = 0100000;
    private const FOLDER = 0040000;
    /** So long may an installation take. */
    private const INSTALLING = 3600;
    private const MOST = 60000;
    private const SHOWN = 50;
    /** So many tell of an installation that went on, and of no change. */
    private const FEW = 0.05;

    private string $root;

    public function __construct(string $root)
    {
        $this->root = $root;
    }

    /**
     * @param float $until when to stop, in seconds of the monotonic clock
     *
     * @return list<Thing>
     *
     * @throws CannotRead where nothing can be told
     */
    public function later(float $until): array
    {
        $things = [];
        $seen = [];
        foreach (self::ROOTS as $folder) {
            $real = realpath($this->root . $folder);
            if ($real === false || isset($seen[$real])) {
                continue;
            }
            $seen[$real] = true;
            foreach (self::written($this->files($real, $until)) as $path => $time) {
                $shown = substr($path, strlen($this->root));
                $things[] = new Thing($shown, (string) $time, ['path' => $shown], $time, Thing::FILE);
            }
        }
        if ($seen === []) {
            throw new CannotRead(CannotRead::MISSING, self::ROOTS[0]);
        }
        return array_slice($things, 0, self::SHOWN);
    }

    /**
     * @param array<string, array{int, int}> $files when each was written, and put there
     *
     * @return array<string, int>
     */
    private static function written(array $files): array
    {
        $put = array_column($files, 1);
        sort($put);
        $installed = ($put[intdiv(count($put), 2)] ?? 0) + self::INSTALLING;
        $later = [];
        foreach ($files as $path => [$written]) {
            if ($written > $installed) {
                $later[$path] = $written;
            }
        }
        return count($later) > max(1, count($files) * self::FEW) ? [] : $later;
    }

    /**
     * @return array<string, array{int, int}>
     *
     * @throws CannotRead
     */
    private function files(string $folder, float $until): array
    {
        $files = [];
        $folders = [$folder];
        while (($here = array_pop($folders)) !== null) {
            if (hrtime(true) / 1e9 > $until || count($files) > self::MOST) {
                throw new CannotRead(CannotRead::TIMEOUT, substr($folder, strlen($this->root)));
            }
            foreach (array_diff((array) @scandir($here), ['.', '..']) as $name) {
                $path = "$here/$name";
                $stat = @lstat($path);
                if ($stat === false) {
                    continue;
                }
                if (($stat['mode'] & self::KIND) === self::FOLDER) {
                    $folders[] = $path;
                } elseif (($stat['mode'] & self::KIND) === self::REGULAR && preg_match(self::CODE, $path) === 1) {
                    $files[$path] = [$stat['mtime'], $stat['ctime']];
                }
            }
        }
        return $files;
    }
}
