<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

/**
 * A brake as plans say it, with tables of a few numbers.
 */
final class Brakes
{
    public const RULES = [
        'limits' => [
            'account' => ['once' => 2, 'hour' => 10, 'day' => 0],
            'route' => ['once' => 0, 'hour' => 30, 'day' => 0],
            'pbx' => ['once' => 5, 'hour' => 0, 'day' => 150],
        ],
        'hours' => ['days' => ['mon', 'fri'], 'from' => '08:00', 'to' => '20:30'],
        'anytime' => ['299'],
        'places' => ['DE', 'premium'],
        'numbers' => ['112', '110'],
        'first' => [
            ['goes' => 'free', 'heads' => ['112/3', '8495/11', '/4']],
            ['goes' => 'cut3', 'heads' => ['810+8']],
            ['goes' => 'cut4.2', 'heads' => ['0018+9']],
            ['goes' => 'bare', 'heads' => ['+9']],
        ],
        'world' => [['goes' => 'DE', 'heads' => ['49+6']], ['goes' => 'N7840', 'heads' => ['7840/11']]],
        'bare' => [['goes' => 'DE', 'heads' => ['49/12']]],
        'codes' => ['+', '8', '810', '49'],
    ];
}
