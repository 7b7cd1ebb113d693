<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class SecretsPartTest extends TestCase
{
    public function testTellsFeaturesByOwnerAndHowManyShareASecret(): void
    {
        $pbx = TestPbx::office('2026');
        $shared = [];
        foreach ($pbx->column('owner', 'secrets') as $index => $owner) {
            self::assertIsString($owner);
            $shared[$owner] = $pbx->at('secrets', $index, 'features', 'shared');
        }
        self::assertSame(
            [
                'sip:205' => 0, 'sip:201' => 1, 'sip:206' => 0, 'sip:207' => 1, 'ami:crm' => 1, 'ami:admin' => 0,
                'ami:old' => 1, 'ari:app' => 0, 'provider:SIP-TRUNK-B' => 0, 'provider:IAX-TRUNK-D' => 0,
            ],
            $shared
        );
    }

    public function testJudgesTheSecretInForceByWhatIsKnownOfItsOwner(): void
    {
        $pbx = TestPbx::office('2026');
        $pbx->data('secrets');
        $company = 'Office & Söhne';
        $texts = [];
        foreach ($pbx->features->asked as $secret) {
            $texts[] = $secret->text();
        }
        self::assertSame(
            [
                'secret-of-205', 'twin', 'otherword', '', 'twin', 'ami-admin-secret', '', 'ari-secret',
                'trunk-secret-b', 'iax-secret',
            ],
            $texts
        );
        $about = [$pbx->features->asked[0]->about(), $pbx->features->asked[2]->about(), $pbx->features->asked[4]->about()];
        self::assertEquals(
            [
                new About('Anna Example', '205', '79991234567', '', 'anna@example.org', $company),
                new About('Caller 206', '206', '', 'anna-desk', '', $company),
                new About('CRM system', '', '', 'crm', '', $company),
            ],
            $about
        );
    }

    public function testA2024HasNoAriUsersAndItsIaxRegistersElsewhere(): void
    {
        $owners = TestPbx::office('2024')->column('owner', 'secrets');
        self::assertSame(['ami:old', 'provider:SIP-TRUNK-B'], array_slice($owners, 6));
    }

    public function testTheSecretOfAnInboundProviderCanBeOverriddenToo(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("UPDATE m_Sip SET manualattributes = '[endpoint-auth]\npassword=overridden' WHERE id = 21");
        $pbx = new TestPbx($pdo);
        $pbx->data('secrets');
        self::assertSame('overridden', $pbx->features->asked[8]->text());
    }

    public function testTheStoredPasswordBesideAHashIsSharedWithNobody(): void
    {
        $pdo = Office::open('2026');
        $md5 = '[auth]\nauth_type=md5\nmd5_cred=5f4dcc3b';
        $pdo->exec("UPDATE m_Sip SET manualattributes = '" . str_replace('\n', "\n", $md5) . "' WHERE extension = '201'");
        $shared = array_column((new TestPbx($pdo))->column('features', 'secrets'), 'shared');
        self::assertSame([0, 0], array_slice($shared, 0, 2));
    }

    public function testSecretsThatAreNumbersAreComparedAsTexts(): void
    {
        $pdo = Office::blank('2026');
        $pdo->exec(
            "INSERT INTO m_Sip (uniqid, extension, type, secret) VALUES
             ('A', '1', 'peer', '0123'), ('B', '2', 'peer', '123'), ('C', '3', 'peer', '123'), ('D', '4', 'peer', '123.0')"
        );
        self::assertSame([0, 1, 1, 0], array_column((new TestPbx($pdo))->column('features', 'secrets'), 'shared'));
    }

    public function testWholeOrNotAtAll(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec('DROP TABLE m_AsteriskManagerUsers');
        self::assertSame('missing', (new TestPbx($pdo))->reason('secrets'));
    }

    public function testASecretShowsNothingOfItselfInADump(): void
    {
        $pbx = TestPbx::office('2026');
        $pbx->data('secrets');
        self::assertStringNotContainsString('secret-of-205', print_r($pbx->features->asked, true));
    }
}
