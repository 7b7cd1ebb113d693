<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Isolation;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;

/**
 * Puts the seal into the kernel, looks whether it is there, and takes it out again. A chain is whole before the first packet
 * meets it, and an earlier one goes only after that. Chains are named by what is in them, so that one look tells whether the
 * right one is there.
 */
final class Seal
{
    public const FAMILIES = [4, 6];
    /** Chains of ours, in whichever table. */
    public const CHAIN = 'SECCHECK-';

    private const TOOLS = [4 => 'iptables', 6 => 'ip6tables'];
    /** Where a chain hangs, by table and direction. */
    private const HOOKS = [
        SealState::MANGLE => ['IN' => 'PREROUTING', 'OUT' => 'OUTPUT'],
        SealState::FILTER => ['IN' => 'INPUT', 'OUT' => 'OUTPUT'],
    ];
    /** Somebody else may be writing at the same moment. */
    private const WAIT = ['-w', '3'];

    private Commands $commands;

    public function __construct(Commands $commands)
    {
        $this->commands = $commands;
    }

    /**
     * A family that cannot be sealed is none that is sealed: nothing is thrown.
     *
     * @return array<4|6, SealState>
     */
    public function close(Isolation $isolation): array
    {
        $states = [];
        foreach (self::FAMILIES as $family) {
            $states[$family] = new SealState('');
            foreach (array_keys(self::HOOKS) as $table) {
                if ($this->closeIn($table, $isolation, $family)) {
                    break;
                }
            }
            $states[$family] = $this->look($isolation, $family);
        }
        return $states;
    }

    /**
     * @return bool whether nothing of it is left
     */
    public function open(): bool
    {
        $isGone = true;
        foreach (self::FAMILIES as $family) {
            foreach (array_keys(self::HOOKS) as $table) {
                $lines = $this->lines($family, $table);
                if ($lines === null || self::own($lines) === []) {
                    continue;
                }
                $this->remove($family, $table, $lines, []);
                $left = $this->lines($family, $table);
                $isGone = $isGone && $left !== null && self::own($left) === [];
            }
        }
        return $isGone;
    }

    /**
     * Whether anything of a seal is there.
     */
    public function isAnywhere(): bool
    {
        foreach (self::FAMILIES as $family) {
            foreach (array_keys(self::HOOKS) as $table) {
                if (self::own($this->lines($family, $table) ?? []) !== []) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * @return array<4|6, SealState>
     */
    public function states(Isolation $isolation): array
    {
        return [4 => $this->look($isolation, 4), 6 => $this->look($isolation, 6)];
    }

    /**
     * @phpstan-param 4|6 $family
     */
    private function look(Isolation $isolation, int $family): SealState
    {
        foreach (array_keys(self::HOOKS) as $table) {
            $lines = $this->lines($family, $table);
            if ($lines !== null && self::isWhole($lines, $table, self::chains($isolation, $family))) {
                return new SealState($table, $this->dropped($lines));
            }
        }
        return new SealState('');
    }

    /**
     * @phpstan-param 4|6                                  $family
     * @phpstan-param SealState::MANGLE|SealState::FILTER $table
     */
    private function closeIn(string $table, Isolation $isolation, int $family): bool
    {
        $chains = self::chains($isolation, $family);
        $before = $this->lines($family, $table);
        if ($before === null) {
            return false;
        }
        if (!self::isWhole($before, $table, $chains)) {
            foreach ($chains as $direction => $chain) {
                $this->hang($family, $table, self::HOOKS[$table][$direction], $chain);
            }
        }
        $after = $this->lines($family, $table);
        if ($after === null || !self::isWhole($after, $table, $chains)) {
            $this->remove($family, $table, $after ?? $before, []);
            return false;
        }
        $this->remove($family, $table, $after, array_column($chains, 'name'));
        return true;
    }

    /**
     * @phpstan-param 4|6 $family
     * @param array{name: string, lines: list<list<string>>} $chain
     */
    private function hang(int $family, string $table, string $hook, array $chain): void
    {
        ['name' => $name, 'lines' => $lines] = $chain;
        // One of this name that is there is not whole.
        while ($this->does($family, $table, ['-D', $hook, '-j', $name])) {
            continue;
        }
        if (!$this->does($family, $table, ['-N', $name])) {
            $this->does($family, $table, ['-F', $name]);
        }
        foreach ($lines as $line) {
            if (!$this->does($family, $table, array_merge(['-A', $name], $line))) {
                return;
            }
        }
        $this->does($family, $table, ['-I', $hook, '1', '-j', $name]);
    }

    /**
     * @phpstan-param 4|6 $family
     * @param list<string> $lines as they are
     * @param list<string> $but   chains that stay
     */
    private function remove(int $family, string $table, array $lines, array $but): void
    {
        $gone = array_diff(self::own($lines), $but);
        foreach ($lines as $line) {
            if (preg_match('/^-A (\S+)(?: -c \d+ \d+)? -j (' . self::CHAIN . '\S+)/', $line, $jump) === 1 && in_array($jump[2], $gone, true)) {
                $this->does($family, $table, ['-D', $jump[1], '-j', $jump[2]]);
            }
        }
        foreach ($gone as $name) {
            $this->does($family, $table, ['-F', $name]);
            $this->does($family, $table, ['-X', $name]);
        }
    }

    /**
     * @phpstan-param 4|6 $family
     *
     * @return array<'IN'|'OUT', array{name: string, lines: list<list<string>>}>
     */
    private static function chains(Isolation $isolation, int $family): array
    {
        $chains = [];
        foreach (['IN' => SealLines::in($isolation, $family), 'OUT' => SealLines::out($isolation, $family)] as $direction => $lines) {
            $hash = substr(hash('sha256', (string) json_encode($lines)), 0, 12);
            $chains[$direction] = ['name' => self::CHAIN . "$direction-$hash", 'lines' => $lines];
        }
        return $chains;
    }

    /**
     * Every line is there, and nothing is looked at before it.
     *
     * @param list<string> $printed
     * @phpstan-param SealState::MANGLE|SealState::FILTER $table
     * @param array<'IN'|'OUT', array{name: string, lines: list<list<string>>}> $chains
     */
    private static function isWhole(array $printed, string $table, array $chains): bool
    {
        foreach ($chains as $direction => ['name' => $name, 'lines' => $lines]) {
            $hook = self::HOOKS[$table][$direction];
            $first = (string) preg_replace('/ -c \d+ \d+/', '', self::beginning("-A $hook ", $printed)[0] ?? '');
            if (count(self::beginning("-A $name ", $printed)) !== count($lines) || $first !== "-A $hook -j $name") {
                return false;
            }
        }
        return true;
    }

    /**
     * @param list<string> $lines
     *
     * @return list<string>
     */
    private static function beginning(string $with, array $lines): array
    {
        return array_values(array_filter($lines, static function (string $line) use ($with): bool {
            return strpos($line, $with) === 0;
        }));
    }

    /**
     * @param list<string> $lines
     *
     * @return list<string> chains of ours
     */
    private static function own(array $lines): array
    {
        $own = [];
        foreach ($lines as $line) {
            if (preg_match('/^-N (' . self::CHAIN . '\S+)/', $line, $found) === 1) {
                $own[] = $found[1];
            }
        }
        return $own;
    }

    /**
     * Of what came in.
     *
     * @param list<string> $lines
     */
    private function dropped(array $lines): int
    {
        $dropped = 0;
        foreach ($lines as $line) {
            $isDrop = preg_match('/^-A ' . self::CHAIN . 'IN-\S+ .*-j DROP/', $line) === 1;
            if ($isDrop && preg_match('/ -c (\d+) \d+/', $line, $found) === 1) {
                $dropped += (int) $found[1];
            }
        }
        return $dropped;
    }

    /**
     * With counters; null: there is no such table.
     *
     * @phpstan-param 4|6 $family
     *
     * @return list<string>|null
     */
    private function lines(int $family, string $table): ?array
    {
        try {
            return $this->commands->run(self::TOOLS[$family], array_merge(self::WAIT, ['-t', $table, '-S', '-v']));
        } catch (CannotRead $none) {
            return null;
        }
    }

    /**
     * @phpstan-param 4|6 $family
     * @param list<string> $what
     */
    private function does(int $family, string $table, array $what): bool
    {
        try {
            return $this->commands->run(self::TOOLS[$family], array_merge(self::WAIT, ['-t', $table], $what)) !== null;
        } catch (CannotRead $refused) {
            return false;
        }
    }
}
