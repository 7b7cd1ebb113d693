<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;

/**
 * The file that Redis loads when it starts. Core 2026 has Redis write none (`save ""`): one that lies there all the same is
 * older than anything that Core knows by now, and is taken away. Elsewhere it is written anew.
 */
final class RedisDump
{
    private const TRIES = 8;
    private const SECONDS_BETWEEN = 0.5;

    /** @var Closure(string ...): mixed */
    private Closure $ask;
    private Pace $pace;

    /**
     * @param Closure(string ...): mixed $ask a command of Redis, answered as phpredis' `rawCommand` does
     */
    public function __construct(Closure $ask, Pace $pace)
    {
        $this->ask = $ask;
        $this->pace = $pace;
    }

    /**
     * Afterwards a start of Redis brings back nothing that is older than now.
     *
     * @return bool false: neither worked out
     */
    public function renew(): bool
    {
        return ($this->setting('save') !== '' && $this->save()) || $this->remove();
    }

    /**
     * Redis refuses while it is writing one by itself.
     */
    private function save(): bool
    {
        for ($try = 1; ($this->ask)('SAVE') !== true; $try++) {
            if ($try === self::TRIES) {
                return false;
            }
            $this->pace->sleep(self::SECONDS_BETWEEN);
        }
        return true;
    }

    private function remove(): bool
    {
        [$folder, $name] = [$this->setting('dir'), $this->setting('dbfilename')];
        if ($folder === null || $name === null || $name === '' || $name !== basename($name)) {
            return false;
        }
        $file = "$folder/$name";
        return !file_exists($file) || @unlink($file);
    }

    private function setting(string $name): ?string
    {
        $said = ($this->ask)('CONFIG', 'GET', $name);
        return is_array($said) && is_string($said[1] ?? null) ? $said[1] : null;
    }
}
