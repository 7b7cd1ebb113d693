<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class ProvidersPartTest extends TestCase
{
    public function testTellsProvidersOfBothKindsWithTheHostsThatCoreOpens(): void
    {
        $provider = static function (
            string $id,
            string $kind,
            string $registration,
            string $host,
            array $more = []
        ): array {
            $all = $more + [
                'demo' => false, 'disabled' => false, 'filterId' => null, 'host' => $host, 'hosts' => [], 'id' => $id,
                'kind' => $kind, 'name' => '', 'registration' => $registration,
            ];
            ksort($all);
            return $all;
        };
        self::assertSame(
            [
                $provider('SIP-TRUNK-A', 'sip', 'outbound', 'sip.example.net', [
                    'hosts' => ['sip.example.net', '198.51.100.20'], 'name' => 'Trunk A',
                ]),
                $provider('SIP-TRUNK-B', 'sip', 'inbound', '', ['filterId' => '4', 'name' => 'Gateway']),
                $provider('SIP-TRUNK-C', 'sip', 'none', '198.51.100.7', [
                    'disabled' => true, 'hosts' => ['198.51.100.7'], 'name' => 'By address',
                ]),
                $provider('SIP-TRUNK-34F7CAFE', 'sip', 'outbound', 'demo.askozia.ru', ['demo' => true, 'name' => 'Demo']),
                $provider('IAX-TRUNK-D', 'iax', 'inbound', 'iax.example.net', ['filterId' => '9', 'name' => 'IAX']),
            ],
            TestPbx::office('2026')->data('providers')
        );
    }

    public function testA2024KnowsOnlyWhetherAnIaxProviderRegisters(): void
    {
        $pdo = Office::open('2024');
        self::assertSame('outbound', (new TestPbx($pdo, '2024'))->at('providers', 4, 'registration'));
        self::assertNull((new TestPbx($pdo, '2024'))->at('providers', 4, 'filterId'));
        $pdo->exec("UPDATE m_Iax SET noregister = '1'");
        self::assertSame('none', (new TestPbx($pdo, '2024'))->at('providers', 4, 'registration'));
    }

    public function testTheDemoProviderOf2024IsKnownUnlessItsHostWasChanged(): void
    {
        $pdo = Office::open('2024');
        $pdo->exec("UPDATE m_Sip SET uniqid = 'SIP-PROVIDER-34F7CCFE873B9DABD91CC8D75342CB43' WHERE id = 23");
        self::assertTrue((new TestPbx($pdo, '2024'))->at('providers', 3, 'demo'));
        $pdo->exec("UPDATE m_Sip SET host = 'sip.example.net' WHERE id = 23");
        self::assertFalse((new TestPbx($pdo, '2024'))->at('providers', 3, 'demo'));
    }

    public function testOddRegistrationIsNoRegistration(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("UPDATE m_Sip SET registration_type = 'else', uniqid = NULL, description = NULL WHERE id = 20");
        $pbx = new TestPbx($pdo);
        self::assertSame('none', $pbx->at('providers', 0, 'registration'));
        self::assertSame(['', ''], [$pbx->at('providers', 0, 'id'), $pbx->at('providers', 0, 'name')]);
    }

    public function testWithoutTheTableOfHostsOnlyTheHostsAreUnknown(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec('DROP TABLE m_SipHosts');
        self::assertSame(
            ['detail' => 'no such table: m_SipHosts', 'unknown' => 'missing'],
            (new TestPbx($pdo))->at('providers', 0, 'hosts')
        );
    }
}
