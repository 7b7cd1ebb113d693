<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class PatchPartTest extends TestCase
{
    public function testSaysWhenItWasRead(): void
    {
        $pbx = TestPbx::office();
        $pbx->files->files = ['/etc/nginx/mikopbx/lua/unified-security.lua' => 'session_check_required'];
        self::assertSame('2026-11-23T12:00:00+03:00', $pbx->at('patch', 'readAt'));
        self::assertSame(
            ['file' => '/etc/nginx/mikopbx/lua/unified-security.lua', 'id' => 'B', 'state' => 'fixed'],
            $pbx->at('patch', 'markers', 1)
        );
    }
}
