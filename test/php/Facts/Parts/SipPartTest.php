<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class SipPartTest extends TestCase
{
    public function testTellsTheSuffixWhereTheReleaseHasOne(): void
    {
        self::assertSame(['authSuffix' => 'QUOKKA', 'guestCalls' => true], TestPbx::office('2026')->data('sip'));
        self::assertSame(['authSuffix' => null, 'guestCalls' => true], TestPbx::office('2024')->data('sip'));
    }
}
