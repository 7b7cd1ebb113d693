<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Watch;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Store\LastJudged;
use Modules\ModuleSecurityChecklist\Lib\Watch\Upgraded;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCore;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use PDO;
use PHPUnit\Framework\TestCase;

final class UpgradedTest extends TestCase
{
    private const AT = '2026-11-30T10:00:00+00:00';
    private const BEFORE = [['check' => 'firewall-enabled', 'verdict' => 'fail']];

    private PDO $core;
    private LastJudged $lastJudged;
    private Upgraded $upgraded;

    protected function setUp(): void
    {
        $this->core = new PDO('sqlite::memory:');
        $this->core->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
        $this->core->exec('CREATE TABLE m_PbxSettings (key TEXT, value TEXT)');
        $kept = new Kept(ModuleDatabase::inMemory());
        $this->lastJudged = new LastJudged($kept);
        $this->upgraded = new Upgraded($kept, $this->lastJudged, new ConfigReader(new PdoRows($this->core), new FakeCore('2026')));
    }

    public function testTellsHowItStoodBeforeFromTheUpgradeOn(): void
    {
        $this->on('2024.1.114');
        self::assertNull($this->upgraded->since());
        $this->judge(self::BEFORE);
        $this->judge(self::BEFORE);
        self::assertNull($this->upgraded->since());

        $this->on('2026.9.5');
        $told = ['from' => '2024.1.114', 'at' => null, 'checks' => self::BEFORE];
        self::assertSame($told, $this->upgraded->since());
        $this->judge([]);
        self::assertSame(['at' => self::AT] + $told, ['at' => self::AT] + ($this->upgraded->since() ?? []));
        $this->judge([]);
        self::assertSame(['from' => '2024.1.114', 'at' => self::AT, 'checks' => self::BEFORE], $this->upgraded->since());

        $this->on('2026.9.6');
        self::assertSame(['from' => '2026.9.5', 'at' => null, 'checks' => []], $this->upgraded->since());
    }

    public function testAReleaseThatCannotBeReadIsNoUpgrade(): void
    {
        $this->on('2024.1.114');
        $this->judge(self::BEFORE);
        $this->core->exec('ALTER TABLE m_PbxSettings RENAME TO gone');
        self::assertNull($this->upgraded->since());
        $this->judge([]);
        $this->core->exec('ALTER TABLE gone RENAME TO m_PbxSettings');
        self::assertNull($this->upgraded->since());
    }

    private function on(string $release): void
    {
        $this->core->exec('DELETE FROM m_PbxSettings');
        $this->core->exec("INSERT INTO m_PbxSettings (key, value) VALUES ('PBXVersion', '$release')");
    }

    /**
     * @param list<array<string, string>> $checks
     */
    private function judge(array $checks): void
    {
        $this->upgraded->judged(self::AT);
        $this->lastJudged->put(['checks' => $checks]);
    }
}
