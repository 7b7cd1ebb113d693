<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;

/**
 * The boxes of a rule as a step says them.
 *
 * @phpstan-import-type Row from Config
 */
final class Boxes
{
    private const KEY = '/\A[A-Z0-9_]{1,64}\z/';
    /** Of the oldest release. */
    private const LEAST = 6;
    private const MOST = 100;

    /**
     * @return array<string, bool> by category
     */
    public static function read(Fields $fields, string $name): array
    {
        return $fields->truths($name, self::KEY, self::LEAST, self::MOST);
    }

    /**
     * Can a plan say this box? Others are left as they are.
     */
    public static function isSayable(string $category): bool
    {
        return preg_match(self::KEY, $category) === 1;
    }

    /**
     * A missing box would be opened by Core, or stay open without a word.
     *
     * @param array<string, bool> $boxes
     * @param list<string>        $needed
     *
     * @throws PlanRefused
     */
    public static function mustSayAll(array $boxes, array $needed): void
    {
        foreach ($needed as $category) {
            if (self::isSayable($category) && !isset($boxes[$category])) {
                throw new PlanRefused(PlanRefused::BOXES_MISSING);
            }
        }
    }

    /**
     * A box that nobody knows opens nothing, whatever the plan promised.
     *
     * @param array<string, bool> $boxes
     * @param list<string>        $known
     *
     * @throws PlanRefused
     */
    public static function mustBeKnown(array $boxes, array $known): void
    {
        if (array_diff(array_map('strval', array_keys(array_filter($boxes))), $known) !== []) {
            throw new PlanRefused(PlanRefused::BOXES_MISSING);
        }
    }
}
