<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * What a factory database of MikoPBX brings along for show. Both releases bring the same people.
 */
final class Demo
{
    private const PROVIDERS = ['SIP-TRUNK-34F7CAFE', 'SIP-PROVIDER-34F7CCFE873B9DABD91CC8D75342CB43'];
    private const PROVIDER_HOST = 'demo.askozia.ru';
    /** Name and mobile number by number: a renamed or renumbered one is in use. */
    private const EMPLOYEES = [
        '201' => ['Smith James', '89261111111'],
        '202' => ['Brown Brandon', '89161111111'],
        '203' => ['Collins Melanie', '89251111111'],
    ];

    public static function isProvider(string $id, string $host): bool
    {
        return $host === self::PROVIDER_HOST && in_array($id, self::PROVIDERS, true);
    }

    public static function isEmployee(string $number, string $name, string $mobile): bool
    {
        return (self::EMPLOYEES[$number] ?? null) === [$name, $mobile];
    }
}
