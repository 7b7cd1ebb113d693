<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class AriPartTest extends TestCase
{
    public function testTellsUsersAndOrigins(): void
    {
        self::assertSame(
            ['enabled' => true, 'origins' => '*', 'users' => [['id' => '5', 'username' => 'app']]],
            TestPbx::office('2026')->data('ari')
        );
    }

    public function testA2024HasNoSuchThing(): void
    {
        self::assertSame('not-supported', TestPbx::office('2024')->reason('ari'));
    }

    public function testAReleaseThatHasItAndLostItsTableIsBroken(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec('DROP TABLE m_AsteriskRestUsers');
        self::assertSame('missing', (new TestPbx($pdo))->reason('ari'));
    }
}
