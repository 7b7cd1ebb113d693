<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\RuleId;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;

/**
 * A rule of the firewall: its row of m_NetworkFilters and its rows of m_FirewallRules. One that a plan makes is kept as
 * not being there.
 *
 * @phpstan-import-type Row from Config
 */
final class Rule implements PlanObject
{
    /** Core writes them anew from its settings. */
    private const RENEWED = ['portfrom', 'portto'];

    private RuleId $id;

    public function __construct(RuleId $id)
    {
        $this->id = $id;
    }

    public function key(): string
    {
        return 'rule:' . $this->id->text();
    }

    public function owners(): array
    {
        return [];
    }

    public function settled(Made $made): PlanObject
    {
        $id = $this->id->find($made);
        return $id === null ? $this : new self(RuleId::known($id));
    }

    public function keep(Config $config, Made $made): array
    {
        $id = $this->id->find($made);
        $filter = $id === null ? null : $config->filter($id);
        return ['filter' => $filter, 'rules' => $id === null || $filter === null ? [] : $config->rulesOf($id)];
    }

    public function state(Config $config, Made $made): array
    {
        $id = $this->id->find($made);
        $filter = $id === null ? null : $config->filter($id);
        if ($id === null || $filter === null) {
            return ['there' => false];
        }
        $boxes = $config->boxes($id);
        return [
            'there' => true,
            'permit' => (string) $filter['permit'],
            'name' => (string) $filter['description'],
            'neverBlock' => $filter['newer_block_ip'] === '1',
            'local' => $filter['local_network'] === '1',
            'allowed' => array_keys($boxes, true, true),
            'mixed' => array_keys($boxes, null, true),
        ];
    }

    public function isAsKept(array $kept, Config $config, Made $made): bool
    {
        [$filter, $rules] = self::rows($kept);
        $now = $this->keep($config, $made);
        // The order has an object of its own.
        $rest = ['priority'];
        return self::without($filter, $rest) === self::without(self::rows($now)[0], $rest)
            && self::comparable($rules) === self::comparable(self::rows($now)[1]);
    }

    public function merged(array $kept, array $after, Config $now, Made $made): array
    {
        [$filter, $rules] = self::rows($kept);
        $id = $this->id->find($made);
        $is = $id === null ? null : $now->filter($id);
        if ($id === null || $is === null || $filter === null) {
            return $kept;
        }
        if (($after['neverBlock'] ?? null) === true && $is['newer_block_ip'] !== '1') {
            $filter['newer_block_ip'] = $is['newer_block_ip'];
        }
        $wereOpen = array_merge(self::names($after, 'allowed'), self::names($after, 'mixed'));
        $stricter = array_intersect(array_map('strval', array_keys($now->boxes($id), false, true)), $wereOpen);
        $merged = [];
        foreach ($rules as $rule) {
            if (!in_array((string) $rule['category'], $stricter, true)) {
                $merged[] = $rule;
            }
        }
        foreach ($now->rulesOf($id) as $rule) {
            if (in_array((string) $rule['category'], $stricter, true)) {
                $merged[] = $rule;
            }
        }
        return ['filter' => $filter, 'rules' => $merged];
    }

    public function putBack(array $kept, Config $config, Made $made, Restorer $restorer): void
    {
        [$filter, $rules] = self::rows($kept);
        $id = $this->id->find($made);
        if ($id === null) {
            return;
        }
        if ($filter !== null) {
            $restorer->putRule($id, $filter, $rules);
            return;
        }
        if ($config->filter($id) === null) {
            return;
        }
        if ($config->isUsed($id)) {
            // Whoever refers to a rule that is gone would be let in from everywhere.
            throw PlayFailed::refused('in use');
        }
        $restorer->removeRule($id);
    }

    public function predict(array $kept, Config $config, Made $made): Config
    {
        [$filter, $rules] = self::rows($kept);
        $id = $this->id->find($made);
        if ($id === null) {
            return $config;
        }
        return $filter === null ? $config->withoutRule($id) : $config->withRule($id, $filter, $rules);
    }

    /**
     * @param array<mixed> $state
     *
     * @return list<string>
     */
    private static function names(array $state, string $name): array
    {
        $names = is_array($state[$name] ?? null) ? $state[$name] : [];
        return array_values(array_filter($names, 'is_string'));
    }

    /**
     * @param array<mixed> $kept
     *
     * @return array{Row|null, list<Row>}
     */
    private static function rows(array $kept): array
    {
        $rules = [];
        foreach (is_array($kept['rules'] ?? null) ? $kept['rules'] : [] as $rule) {
            $rules[] = self::row($rule) ?? [];
        }
        return [self::row($kept['filter'] ?? null), $rules];
    }

    /**
     * @param mixed $value
     *
     * @return Row|null
     */
    private static function row($value): ?array
    {
        if (!is_array($value)) {
            return null;
        }
        $row = [];
        foreach ($value as $column => $cell) {
            $row[(string) $column] = is_string($cell) ? $cell : null;
        }
        return $row;
    }

    /**
     * @param list<Row> $rules
     *
     * @return array<string, Row> by id, in their order
     */
    private static function comparable(array $rules): array
    {
        $byId = [];
        foreach ($rules as $rule) {
            $byId['#' . $rule['id']] = self::without($rule, self::RENEWED);
        }
        ksort($byId, SORT_STRING);
        return $byId;
    }

    /**
     * @param Row|null     $row
     * @param list<string> $columns
     *
     * @return Row
     */
    private static function without(?array $row, array $columns): array
    {
        $rest = array_diff_key($row ?? [], array_flip($columns));
        ksort($rest, SORT_STRING);
        return $rest;
    }
}
