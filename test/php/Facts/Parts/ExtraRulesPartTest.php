<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class ExtraRulesPartTest extends TestCase
{
    private const FILE = '/etc/firewall_additional';

    public function testTellsChangedFilesAndModulesThatHookIn(): void
    {
        self::assertSame(
            [
                'customFiles' => ['/etc/fail2ban/jail.local', '/etc/asterisk/pjsip.conf'],
                'firewallAdditional' => false,
                'modules' => ['ModuleGeoIP'],
            ],
            TestPbx::office()->data('extraRules')
        );
    }

    /**
     * @return iterable<string, array{string, bool}>
     */
    public function texts(): iterable
    {
        yield 'empty' => ['', false];
        yield 'blank lines and comments' => ["\n  \n# iptables -A INPUT -j ACCEPT\n", false];
        yield 'a rule' => ["# office\niptables -A INPUT -s 1.2.3.4 -j ACCEPT\n", true];
        yield 'anything else' => ['  echo', true];
    }

    /**
     * @dataProvider texts
     */
    public function testLinesInTheAdditionalFileCount(string $text, bool $isUsed): void
    {
        $pbx = TestPbx::office();
        $pbx->files->files = [self::FILE => $text];
        $data = $pbx->data('extraRules');
        self::assertIsArray($data);
        self::assertSame($isUsed, $data['firewallAdditional']);
    }

    public function testTheAdditionalFileCountsFromTheMomentItIsSaved(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("INSERT INTO m_CustomFiles (filepath, mode) VALUES ('/etc/firewall_additional', 'override')");
        $data = (new TestPbx($pdo))->data('extraRules');
        self::assertIsArray($data);
        self::assertTrue($data['firewallAdditional']);
        self::assertNotContains(self::FILE, (array) $data['customFiles']);
    }

    public function testAHiddenFileMakesThePartUnknownAndModulesOnlyTheirList(): void
    {
        $pbx = TestPbx::office();
        $pbx->files->files = [self::FILE => null];
        self::assertSame('failed', $pbx->reason('extraRules'));

        $pbx->files->files = [];
        $pbx->pbx->broken = new CannotRead(CannotRead::FAILED, 'ModuleX');
        $data = $pbx->data('extraRules');
        self::assertIsArray($data);
        self::assertSame(['detail' => 'ModuleX', 'unknown' => 'failed'], $data['modules']);
    }
}
