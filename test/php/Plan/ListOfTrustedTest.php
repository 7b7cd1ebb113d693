<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Fail2ban;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;

/**
 * Core rewrites the list of trusted addresses since 2026.2.118: what it means is compared.
 */
final class ListOfTrustedTest extends TestCase
{
    /**
     * @dataProvider lists
     */
    public function testTheSameNetworksAreTheSameList(string $sent, string $stored, bool $isSame): void
    {
        self::assertSame($isSame, self::meant($sent) === self::meant($stored));
    }

    /**
     * @return array<string, array{string, string, bool}>
     */
    public function lists(): array
    {
        return [
            'the length of one address' => ['192.0.2.7/32 10.0.0.0/8', '192.0.2.7 10.0.0.0/8', true],
            'IPv6 in its shortest form' => ['2001:0db8:0000::0001/128', '2001:db8::1', true],
            'twice the same' => ['192.0.2.7 192.0.2.7', '192.0.2.7', true],
            'other signs in between' => ["192.0.2.7,192.0.2.8;\n192.0.2.9", '192.0.2.7 192.0.2.8 192.0.2.9', true],
            'one address less' => ['192.0.2.7 192.0.2.8', '192.0.2.7', false],
            'a wider network' => ['10.0.0.0/16', '10.0.0.0/8', false],
            'another word' => ['office.example', 'home.example', false],
        ];
    }

    /**
     * @return mixed
     */
    private static function meant(string $list)
    {
        $config = (new PlanWorld())->reader->read();
        $row = $config->fail2ban() ?? [];
        return (new Fail2ban())->state($config->withFail2ban(['whitelist' => $list] + $row), new Made())['whitelist'];
    }
}
