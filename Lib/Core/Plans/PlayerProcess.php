<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use MikoPBX\Core\System\Util;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use RuntimeException;

/**
 * The one process that plays plans. It runs from a copy of the module's code, in a session of its own and without the
 * descriptors of whoever started it, so that neither the end of a worker nor that of the module ends it.
 */
final class PlayerProcess
{
    private const PID = 'player.pid';
    private const LOCK = 'player.lock';
    private const CODE = 'code-';
    private const SCRIPT = '/Lib/Scripts/plan.php';
    private const OWNER_ONLY = 0700;

    private string $folder;

    public function __construct(string $folder)
    {
        $this->folder = $folder;
    }

    /**
     * Started by root; one that is there already goes on alone.
     */
    public function start(): void
    {
        if ($this->isAlive()) {
            return;
        }
        $words = [Util::which('setsid'), Util::which('nohup'), Util::which('php'), '-f', $this->code() . self::SCRIPT];
        $command = implode(' ', array_map('escapeshellarg', array_filter($words)));
        // A shell closes what it was handed down, but for the first three.
        exec("$command >/dev/null 2>&1 </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &");
    }

    /**
     * @return bool false: another one is there
     */
    public function become(): bool
    {
        $lock = fopen($this->folder . '/' . self::LOCK, 'c');
        if ($lock === false || !flock($lock, LOCK_EX)) {
            return false;
        }
        // Held for a moment only: programs that the player starts would keep it.
        $isFree = !$this->isAlive();
        if ($isFree) {
            file_put_contents($this->folder . '/' . self::PID, self::mark((int) getmypid()));
        }
        flock($lock, LOCK_UN);
        fclose($lock);
        return $isFree;
    }

    public function isAlive(): bool
    {
        $mark = (string) @file_get_contents($this->folder . '/' . self::PID);
        $pid = (int) $mark;
        return $pid > 0 && $pid !== getmypid() && self::mark($pid) === $mark;
    }

    /**
     * Number and start: numbers are given again.
     */
    private static function mark(int $pid): string
    {
        $stat = (string) @file_get_contents("/proc/$pid/stat");
        $end = strrpos($stat, ')');
        $fields = $end === false ? [] : explode(' ', trim(substr($stat, $end + 1)));
        // A dead one that nobody has asked about yet is dead.
        $isThere = isset($fields[19]) && $fields[0] !== 'Z' && $fields[0] !== 'X';
        return $isThere ? "$pid $fields[19]" : '';
    }

    /**
     * The copy of the code as it is now; older copies go when nobody runs from them.
     *
     * @throws RuntimeException
     */
    private function code(): string
    {
        $module = Places::module();
        $version = hash('sha256', $module . ' ' . (int) @filemtime("$module/module.json"));
        $code = $this->folder . '/' . self::CODE . substr($version, 0, 16);
        foreach (glob($this->folder . '/' . self::CODE . '*') ?: [] as $other) {
            if ($other !== $code) {
                Places::removeTree($other);
            }
        }
        if (!is_dir($code)) {
            $draft = $this->folder . '/draft';
            Places::removeTree($draft);
            self::copy("$module/Lib", "$draft/Lib");
            if (!rename($draft, $code)) {
                throw new RuntimeException('no copy of the code');
            }
        }
        return $code;
    }

    private static function copy(string $from, string $to): void
    {
        mkdir($to, self::OWNER_ONLY, true);
        foreach (array_diff((array) scandir($from), ['.', '..']) as $name) {
            if (is_dir("$from/$name")) {
                self::copy("$from/$name", "$to/$name");
            } else {
                copy("$from/$name", "$to/$name");
            }
        }
    }
}
