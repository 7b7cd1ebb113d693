<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\LaxerLimit;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;

/**
 * From where a user of AMI may come, what a key of the REST API may do, or which numbers an outgoing route takes. A route that
 * a plan adds is kept as not being there.
 *
 * @phpstan-import-type Row from Config
 */
final class Limit implements PlanObject
{
    /** @var key-of<Limits::TABLES> */
    private string $kind;
    private int $id;

    /**
     * @phpstan-param key-of<Limits::TABLES> $kind
     */
    public function __construct(string $kind, int $id)
    {
        $this->kind = $kind;
        $this->id = $id;
    }

    public function key(): string
    {
        return Limits::owner($this->kind, $this->id);
    }

    public function owners(): array
    {
        return [];
    }

    public function settled(Made $made): PlanObject
    {
        return $this;
    }

    public function keep(Config $config, Made $made): array
    {
        return ['row' => $config->limit($this->key())];
    }

    public function state(Config $config, Made $made): array
    {
        return $this->meaning($config->limit($this->key()));
    }

    /**
     * A column of numbers takes no text: nothing that was stored as `none` or as an empty text comes back as 0.
     */
    public function isAsKept(array $kept, Config $config, Made $made): bool
    {
        $row = $this->row($kept);
        $now = $config->limit($this->key());
        // Of a route only its numbers are put back.
        return $this->meaning($now) === $this->meaning($row === null || $now === null ? $row : $row + $now);
    }

    /**
     * @param Row|null $row
     *
     * @return array<string, mixed>
     */
    private function meaning(?array $row): array
    {
        if ($row === null) {
            return ['there' => false];
        }
        switch ($this->kind) {
            case Limits::ROUTE:
                return ['there' => true] + Limits::route($row);
            case Limits::KEY:
                return ['there' => true, 'full' => Limits::mayAll($row), 'paths' => Limits::paths($row)];
            default:
                return ['there' => true, 'network' => Limits::network($row)];
        }
    }

    public function merged(array $kept, array $after, Config $now, Made $made): array
    {
        $is = $now->limit($this->key());
        return $is !== null && !LaxerLimit::is($this->row($kept), $is, $now) ? $this->keep($now, $made) : $kept;
    }

    public function putBack(array $kept, Config $config, Made $made, Restorer $restorer): void
    {
        $row = $this->row($kept);
        $isThere = $config->limit($this->key()) !== null;
        if ($this->kind === Limits::ROUTE && $row === null) {
            if ($isThere) {
                $restorer->removeRoute($this->id);
            }
            return;
        }
        if ($row === null || !$isThere) {
            throw PlayFailed::refused('no such owner');
        }
        $restorer->putLimit($this->kind, $this->id, $row);
    }

    public function predict(array $kept, Config $config, Made $made): Config
    {
        $row = $this->row($kept);
        if ($row === null) {
            return $this->kind === Limits::ROUTE ? $config->withoutLimit($this->key()) : $config;
        }
        return $config->withLimit($this->key(), $row + ($config->limit($this->key()) ?? []));
    }

    /**
     * @param array<mixed> $kept
     *
     * @return Row|null
     */
    private function row(array $kept): ?array
    {
        $row = $kept['row'] ?? null;
        if (!is_array($row)) {
            return null;
        }
        $columns = [];
        foreach ($this->kind === Limits::ROUTE ? Limits::NUMBERS : Limits::COLUMNS[$this->kind] as $column) {
            $columns[$column] = is_string($row[$column] ?? null) ? $row[$column] : null;
        }
        return $columns;
    }
}
