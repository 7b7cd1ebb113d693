<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class AccountsPartTest extends TestCase
{
    public function testTellsAccountsOfExtensions(): void
    {
        self::assertSame(
            [
                $this->account('205', 'Anna Example', '11', ['filterId' => '4']),
                $this->account('201', 'Smith James', '12', ['demo' => true]),
                $this->account('206', 'Caller 206', '', [
                    'authUsername' => 'anna-desk', 'disabled' => true, 'secretOverridden' => true,
                ]),
                $this->account('207', 'Ünal 2', '13', ['authUsername' => 'user-207']),
            ],
            TestPbx::office('2026')->data('accounts')
        );
    }

    public function testA2024AddressesItsPagesByTheExtension(): void
    {
        self::assertSame(['101', '103', '105', '106'], TestPbx::office('2024')->column('page', 'accounts'));
    }

    public function testADemoEmployeeWithAnotherNameOrMobileIsInUse(): void
    {
        foreach (["UPDATE m_Users SET username = 'Smith'", "UPDATE m_Extensions SET number = '1' WHERE id = 104"] as $sql) {
            $pdo = Office::open('2026');
            $pdo->exec($sql);
            self::assertFalse((new TestPbx($pdo))->at('accounts', 1, 'demo'));
        }
    }

    public function testAnAccountWithoutExtensionAndPersonIsToldAllTheSame(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec('DELETE FROM m_Extensions');
        self::assertSame(
            $this->account('205', '', '', ['filterId' => '4']),
            (new TestPbx($pdo))->at('accounts', 0)
        );
    }

    public function testSaysWhereAHashIsInForceInsteadOfAPassword(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("UPDATE m_Sip SET manualattributes = '[auth]\nauth_type=md5\nmd5_cred=5f4dcc3b' WHERE extension = '205'");
        self::assertSame(
            $this->account('205', 'Anna Example', '11', ['filterId' => '4', 'secretHashed' => true]),
            (new TestPbx($pdo))->at('accounts', 0)
        );
    }

    public function testBytesThatAreNoTextDoNotLoseThePart(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("UPDATE m_Users SET username = x'41ff42' WHERE id = 11");
        self::assertSame("A\u{fffd}B", (new TestPbx($pdo))->at('accounts', 0, 'name'));
    }

    public function testTheSameQueriesServeAnyNumberOfAccounts(): void
    {
        $few = TestPbx::office();
        $few->read(['accounts', 'secrets']);
        $pdo = Office::open('2026');
        $pdo->exec(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
             INSERT INTO m_Sip (uniqid, disabled, extension, type, secret) SELECT 'S' || i, '0', 1000 + i, 'peer', 's' || i FROM n"
        );
        $many = new TestPbx($pdo);
        self::assertCount(504, $many->column('number', 'accounts'));
        $many->rows->statements = [];
        $many->read(['accounts', 'secrets']);
        self::assertCount(count($few->rows->statements), $many->rows->statements);
    }

    /**
     * @param array<string, mixed> $more
     *
     * @return array<string, mixed>
     */
    private function account(string $number, string $name, string $page, array $more = []): array
    {
        $all = $more + [
            'authUsername' => null, 'demo' => false, 'disabled' => false, 'filterId' => null, 'name' => $name,
            'number' => $number, 'page' => $page, 'secretOverridden' => false,
        ];
        ksort($all);
        return $all;
    }
}
