<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class SshPartTest extends TestCase
{
    public function testTellsPasswordAndKeys(): void
    {
        $pbx = TestPbx::office();
        $data = $pbx->data('ssh');
        self::assertIsArray($data);
        self::assertTrue($data['passwordLogins']);
        self::assertIsArray($data['password']);
        self::assertSame(['root', 'plain'], [$data['password']['login'], $data['password']['storage']]);
        self::assertSame(['ssh-ed25519'], array_column((array) $data['authorizedKeys'], 'type'));
        self::assertSame([['ssh', 'ssh-plain-word']], $pbx->pbx->asked);
    }

    public function testAPasswordThatCannotBeJudgedLeavesTheKeys(): void
    {
        $pbx = TestPbx::office();
        $pbx->pbx->broken = new CannotRead(CannotRead::FAILED);
        $data = $pbx->data('ssh');
        self::assertIsArray($data);
        self::assertNull($data['password']);
        self::assertCount(1, (array) $data['authorizedKeys']);
    }
}
