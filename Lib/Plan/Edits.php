<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Rule;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\RuleOrder;

/**
 * What a person changes by hand while a plan watches, as its record knows it: everything is kept when it begins, what comes
 * later is kept as not being there, and `after` is what was seen last.
 */
final class Edits
{
    /**
     * Rules that were not there when it began: they go first, so that they are put back last.
     */
    public static function findNew(Record $record, Config $now): void
    {
        foreach (array_keys($now->filters()) as $id) {
            $rule = new Rule(RuleId::known($id));
            if (!isset($record->kept[$rule->key()])) {
                $record->kept = [$rule->key() => ['filter' => null, 'rules' => []]] + $record->kept;
                $record->before[$rule->key()] = ['there' => false];
            }
        }
    }

    /**
     * @return bool whether anything is other than it was seen last
     */
    public static function notice(Record $record, Config $now): bool
    {
        self::findNew($record, $now);
        $before = $record->after;
        foreach (Everything::named(array_keys($record->kept)) as $key => $object) {
            $record->after[$key] = $object->state($now, new Made());
        }
        return $record->after !== $before;
    }

    /**
     * Keys of what is other than when it began.
     *
     * @return list<string>
     */
    public static function keys(Record $record): array
    {
        $keys = [];
        foreach ($record->after as $key => $is) {
            $was = $record->before[$key] ?? [];
            if ($key === (new RuleOrder())->key()) {
                // A rule that came or went is told by itself.
                [$was, $is] = [array_intersect_key($was, $is), array_intersect_key($is, $was)];
            }
            if ($was !== $is) {
                $keys[] = (string) $key;
            }
        }
        return $keys;
    }

    /**
     * It is confirmed: what was edited can be undone, and the rest is nothing of this plan.
     */
    public static function confirm(Record $record, Config $now): void
    {
        self::notice($record, $now);
        $edited = array_flip(self::keys($record));
        $record->kept = array_intersect_key($record->kept, $edited);
        $record->before = array_intersect_key($record->before, $edited);
        $record->after = array_intersect_key($record->after, $edited);
    }

    /**
     * The configuration when it began.
     */
    public static function undone(Record $record, Config $now): Config
    {
        foreach (Everything::named(array_keys($record->kept)) as $key => $object) {
            $now = $object->predict($record->kept[$key], $now, new Made());
        }
        return $now;
    }

    /**
     * For the page; null: nothing is watched.
     *
     * @return array<string, mixed>|null
     */
    public static function shown(Record $record): ?array
    {
        if (!$record->isWatching()) {
            return null;
        }
        $edited = array_flip(self::keys($record));
        return [
            // Only then can it be confirmed.
            'inForce' => $record->reference !== null,
            'before' => (object) array_intersect_key($record->before, $edited),
            'after' => (object) array_intersect_key($record->after, $edited),
        ];
    }
}
