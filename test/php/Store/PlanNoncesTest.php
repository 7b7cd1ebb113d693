<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Store;

use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class PlanNoncesTest extends TestCase
{
    private FakeClock $clock;
    private TemporaryFolder $folder;
    private PlanNonces $nonces;

    protected function setUp(): void
    {
        $this->clock = new FakeClock();
        $this->folder = new TemporaryFolder();
        $this->nonces = new PlanNonces(ModuleDatabase::make($this->folder), $this->clock);
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testEachBeginsOnePlanAndTellsWhich(): void
    {
        $nonce = $this->nonces->give('boss', 'login')['nonce'];
        self::assertMatchesRegularExpression(PlanNonces::FORM, $nonce);
        self::assertFalse($this->nonces->hasBegun(PlanNonces::hash($nonce), 'boss', 'plan1'));
        self::assertTrue($this->nonces->use($nonce, 'boss', 'login', 'plan1'));
        self::assertFalse($this->nonces->use($nonce, 'boss', 'login', 'plan2'));
        self::assertTrue($this->nonces->hasBegun(PlanNonces::hash($nonce), 'boss', 'plan1'));
        self::assertFalse($this->nonces->hasBegun(PlanNonces::hash($nonce), 'boss', 'plan2'));
        self::assertFalse($this->nonces->hasBegun(PlanNonces::hash($nonce), 'deputy', 'plan1'));
        self::assertFalse($this->nonces->hasBegun('', 'boss', ''));
        self::assertFalse($this->nonces->hasBegun("' OR 1=1 --", 'boss', 'plan1'));
    }

    public function testOfTwoAtOnceOneIsFirst(): void
    {
        $nonce = $this->nonces->give('boss', 'login')['nonce'];
        $other = new PlanNonces(ModuleDatabase::open($this->folder), $this->clock);
        self::assertTrue($other->use($nonce, 'boss', 'login', 'plan1'));
        self::assertFalse($this->nonces->use($nonce, 'boss', 'login', 'plan2'));
    }

    public function testItIsForOnePersonAndLogin(): void
    {
        $nonce = $this->nonces->give('boss', 'login')['nonce'];
        self::assertFalse($this->nonces->use($nonce, 'deputy', 'login', 'plan1'));
        self::assertFalse($this->nonces->use($nonce, 'boss', 'other', 'plan1'));
        self::assertFalse($this->nonces->use(strrev($nonce), 'boss', 'login', 'plan1'));
        self::assertTrue($this->nonces->use($nonce, 'boss', 'login', 'plan1'));
    }

    public function testTheOldestOfALoginGoSoThatNobodyFillsTheDatabase(): void
    {
        $first = $this->nonces->give('boss', 'login')['nonce'];
        $others = $this->nonces->give('deputy', 'their login')['nonce'];
        for ($given = 0; $given < 20; $given++) {
            $last = $this->nonces->give('boss', 'login')['nonce'];
        }
        self::assertFalse($this->nonces->use($first, 'boss', 'login', 'plan1'));
        self::assertTrue($this->nonces->use($last, 'boss', 'login', 'plan1'));
        self::assertTrue($this->nonces->use($others, 'deputy', 'their login', 'plan2'));
    }

    public function testAfterTheClockWentBackNoneIsLeft(): void
    {
        $nonce = $this->nonces->give('boss', 'login')['nonce'];
        $this->clock->now = '2026-11-22T12:00:00+03:00';
        self::assertFalse($this->nonces->use($nonce, 'boss', 'login', 'plan1'));
    }
}
