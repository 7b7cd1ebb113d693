<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\PlanObject;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\RuleOrder;

/**
 * What somebody else changed while a plan was waiting: of everything that plans can change, not only of what this one touched.
 */
final class Foreign
{
    private const CHARACTERS = 16;

    /**
     * For comparing later.
     *
     * @return array<string, string> a digest of each object, by key
     */
    public static function seen(Config $config): array
    {
        $seen = [];
        foreach (Everything::in($config) as $key => $object) {
            // Each rule that comes or goes changes the order.
            if (!$object instanceof RuleOrder) {
                $seen[$key] = self::digest($object, $config);
            }
        }
        return $seen;
    }

    /**
     * What is not as the plan left it.
     *
     * @return array<string, string> by key: as before the plan (`old`), or neither (`other`)
     */
    public static function changed(Record $record, Plan $plan, Config $now): array
    {
        $made = $record->madeIds();
        $changed = [];
        $own = [];
        foreach (array_intersect_key($plan->objects($record->hasOrder), $record->after) as $key => $object) {
            $own[] = $object->settled($made)->key();
            if ($object->state($now, $made) != $record->after[$key]) {
                $isOld = $object->isAsKept($record->kept[$key] ?? [], $now, $made);
                $changed[$key] = $isOld ? WayBack::OLD : WayBack::OTHER;
            }
        }
        $seen = self::seen($now);
        foreach (array_keys($seen + $record->seen) as $key) {
            $isSame = ($seen[$key] ?? '') === ($record->seen[$key] ?? '');
            if (!$isSame && !in_array($key, $own, true)) {
                $changed[$key] = WayBack::OTHER;
            }
        }
        return $changed;
    }

    private static function digest(PlanObject $object, Config $config): string
    {
        return substr(hash('sha256', serialize($object->state($config, new Made()))), 0, self::CHARACTERS);
    }
}
