<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class PortsPartTest extends TestCase
{
    public function testAreThoseOfTheSettings(): void
    {
        self::assertSame(
            [
                'ajam' => 8088, 'ajamTls' => 8089, 'ami' => 5038, 'iax' => 4569, 'rtpFrom' => 10000, 'rtpTo' => 10200,
                'sip' => 5060, 'sipTls' => 5061, 'ssh' => 22, 'web' => 8080, 'webTls' => 443,
            ],
            TestPbx::office('2026')->data('ports')
        );
    }

    public function testA2024HasNoCategoryForIax(): void
    {
        $ports = TestPbx::office('2024')->data('ports');
        self::assertIsArray($ports);
        self::assertNull($ports['iax']);
    }

    public function testOnePortThatIsNoneMakesThePartUnknown(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("UPDATE m_PbxSettings SET value = 'http' WHERE key = 'WEBPort'");
        self::assertSame('mistyped', (new TestPbx($pdo))->reason('ports'));
    }
}
