<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class BouncerTest extends TestCase
{
    private const DOCKER = ['/.dockerenv' => ''];

    public function testIsSeenByItsLastPoll(): void
    {
        self::assertSame('now', $this->asked([2 => 9]));
        self::assertSame('now', $this->asked([2 => 300]));
        self::assertSame('hour', $this->asked([2 => 301]), 'it stands still');
        self::assertSame('now', $this->asked([2 => 3000, 1 => 20]), 'the last one counts; key 1 may do everything');
        self::assertSame('not', $this->asked([]));
    }

    public function testAKeyThatMayNotAskIsNoBouncer(): void
    {
        self::assertSame('not', $this->asked([2 => 9], '{"/api/v3/cdr":"read"}'));
    }

    public function testWhereCoreCannotTellNothingIsSaid(): void
    {
        $unknown = $this->docker();
        self::assertSame(['bouncer' => null], $this->told($unknown), 'a release that may have none');
        $unknown->pbx->hasBouncers = true;
        $unknown->pbx->broken = new CannotRead(CannotRead::FAILED);
        self::assertSame(['bouncer' => true], $this->told($unknown), 'its memory cannot be read');
    }

    public function testAnyOtherMachineIsNotAsked(): void
    {
        $pbx = TestPbx::office();
        $pbx->pbx->hasBouncers = true;
        self::assertSame(['kind' => 'none'], $pbx->at('system', 'container'));
    }

    public function testAskingAgainIsNoOtherFact(): void
    {
        $pbx = $this->docker();
        $pbx->pbx->hasBouncers = true;
        $pbx->pbx->polls = [1 => 4];
        $before = $this->told($pbx);
        $pbx->pbx->polls = [1 => 61];
        self::assertSame($before, $this->told($pbx));
    }

    /**
     * @param array<int, int> $polls seconds ago, by key
     *
     * @return mixed
     */
    private function asked(array $polls, string $paths = '{"/api/v3/firewall-bouncer":"read"}')
    {
        $pbx = $this->docker($paths);
        $pbx->pbx->hasBouncers = true;
        $pbx->pbx->polls = $polls;
        return $this->told($pbx)['bouncerAsked'] ?? null;
    }

    /**
     * @return array<mixed>
     */
    private function told(TestPbx $pbx): array
    {
        $container = $pbx->at('system', 'container');
        self::assertIsArray($container);
        return array_diff_key($container, ['kind' => 0, 'network' => 0, 'ownInterfaces' => 0]);
    }

    private function docker(string $paths = ''): TestPbx
    {
        $pdo = Office::open('2026');
        $pdo->prepare('UPDATE m_ApiKeys SET allowed_paths = ? WHERE id = 2')->execute([$paths]);
        $pbx = new TestPbx($pdo);
        $pbx->files->files = self::DOCKER;
        return $pbx;
    }
}
