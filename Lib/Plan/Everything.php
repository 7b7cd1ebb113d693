<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Fail2ban;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Mode;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\PlanObject;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Rule;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\RuleOrder;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Switched;

/**
 * All of firewall and intrusion protection that plans can change, one object each.
 */
final class Everything
{
    private const RULE = '/\Arule:([1-9][0-9]{0,9})\z/';

    /**
     * Rules last: what is put back begins with the last, so that whoever had a rule has it again before anything else.
     *
     * @return array<string, PlanObject> by key
     */
    public static function in(Config $config): array
    {
        $objects = $config->hasOrder() ? [new RuleOrder()] : [];
        $objects = array_merge($objects, self::settings());
        foreach (array_keys($config->filters()) as $id) {
            $objects[] = new Rule(RuleId::known($id));
        }
        return self::byKey($objects);
    }

    /**
     * @param list<string> $keys
     *
     * @return array<string, PlanObject> by key, in that order; what is none of these is left out
     */
    public static function named(array $keys): array
    {
        $known = self::byKey(array_merge([new RuleOrder()], self::settings()));
        $objects = [];
        foreach ($keys as $key) {
            if (isset($known[$key])) {
                $objects[$key] = $known[$key];
            } elseif (preg_match(self::RULE, $key, $found) === 1) {
                $objects[$key] = new Rule(RuleId::known((int) $found[1]));
            }
        }
        return $objects;
    }

    /**
     * @return list<PlanObject>
     */
    private static function settings(): array
    {
        $objects = [new Fail2ban(), new Mode()];
        foreach (Config::SWITCHES as $key) {
            $objects[] = new Switched($key);
        }
        return $objects;
    }

    /**
     * @param list<PlanObject> $objects
     *
     * @return array<string, PlanObject>
     */
    private static function byKey(array $objects): array
    {
        $byKey = [];
        foreach ($objects as $object) {
            $byKey[$object->key()] = $object;
        }
        return $byKey;
    }
}
