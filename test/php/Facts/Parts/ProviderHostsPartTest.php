<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\ProviderRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Facts\Names\KeptNames;
use Modules\ModuleSecurityChecklist\Lib\Facts\Names\ProviderNames;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;
use Modules\ModuleSecurityChecklist\Test\Support\FakeNames;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PDO;
use PHPUnit\Framework\TestCase;

final class ProviderHostsPartTest extends TestCase
{
    private PDO $core;
    private TestPbx $pbx;
    private FakeNames $names;

    protected function setUp(): void
    {
        $this->core = Office::open('2026');
        $this->core->exec("DELETE FROM m_Sip WHERE type = 'friend'");
        $this->core->exec('DELETE FROM m_Iax');
        $this->core->exec('DELETE FROM m_SipHosts');
        $this->core->exec("INSERT INTO m_Sip (uniqid, type, disabled, host) VALUES
            ('A', 'friend', '0', 'SIP.Carrier.example:5060'), ('B', 'friend', '1', 'off.example'), ('C', 'friend', '0', '203.0.113.9')");
        $this->core->exec("INSERT INTO m_SipHosts (provider_id, address) VALUES ('C', 'edge.example'), ('B', 'off2.example')");
        $this->pbx = new TestPbx($this->core);
        $this->names = new FakeNames();
    }

    public function testBeforeTheFirstTimeNothingIsKnown(): void
    {
        self::assertSame([], $this->pbx->data('providerHosts'));
    }

    public function testWhatWasLookedUpIsKept(): void
    {
        $before = $this->digest();
        $this->names->addresses = ['sip.carrier.example' => ['203.0.113.1']];
        $this->lookUp();
        self::assertSame('203.0.113.1', $this->pbx->at('providerHosts', 0, 'addresses', 0, 'address'));
        self::assertSame('no-such-name', $this->pbx->at('providerHosts', 1, 'failed', 'reason'));
        $after = $this->digest();
        self::assertNotSame($before, $after);
        $this->pbx->clock->now = '2026-11-24T12:00:00+03:00';
        $this->lookUp();
        self::assertSame('2026-11-24T12:00:00+03:00', $this->pbx->at('providerHosts', 0, 'addresses', 0, 'lastSeen'));
        self::assertSame($after, $this->digest(), 'the same answer is no news');
    }

    public function testANameThatIsUsedNoMoreIsForgotten(): void
    {
        $this->lookUp();
        $this->core->exec("UPDATE m_Sip SET disabled = '1' WHERE uniqid = 'A'");
        $this->lookUp();
        self::assertSame(['edge.example'], $this->pbx->column('host', 'providerHosts'));
    }

    public function testNobodyElseIsAskedFor(): void
    {
        $this->lookUp();
        self::assertSame(['sip.carrier.example', 'edge.example'], $this->names->asked);
    }

    private function lookUp(): void
    {
        $rows = new PdoRows($this->core);
        $names = new ProviderNames(
            new ProviderRows($rows, new Schema($rows)),
            new KeptNames(new Kept($this->pbx->sources->storage))
        );
        $names->lookUp($this->names, $this->pbx->clock, new PretendedTime(new Fate()));
    }

    private function digest(): string
    {
        $digest = $this->pbx->read(['providerHosts'])['parts']['providerHosts']['digest'] ?? '';
        return is_string($digest) ? $digest : '';
    }
}
