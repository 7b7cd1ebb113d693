<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class WebLoginPartTest extends TestCase
{
    public function testAPlainPasswordIsJudgedAndKnowledgeIsAskedByTheStoredValue(): void
    {
        $pbx = TestPbx::office();
        $data = $pbx->data('webLogin');
        self::assertIsArray($data);
        self::assertIsArray($data['features']);
        self::assertSame(
            ['boss', 'plain', ['state' => 'not-run'], null],
            [$data['login'], $data['storage'], $data['guess'], $data['proven']]
        );
        self::assertSame([['web', 'web-plain-word']], $pbx->pbx->asked);
        $about = $pbx->features->asked[0]->about();
        self::assertSame(['boss', 'Office & Söhne'], [$about->login, $about->company]);
    }

    public function testAHashedPasswordHasNoFeatures(): void
    {
        $pdo = Office::open('2026');
        $hash = crypt('web-plain-word', '$6$saltsaltsalt$');
        $pdo->exec("UPDATE m_PbxSettings SET value = '$hash' WHERE key = 'WebAdminPassword'");
        $pbx = new TestPbx($pdo);
        $data = $pbx->data('webLogin');
        self::assertIsArray($data);
        self::assertSame(['sha512', null], [$data['storage'], $data['features']]);
        self::assertSame([], $pbx->features->asked);
    }

    public function testAPasswordThatWasNeverSavedIsThatOfTheFactory(): void
    {
        $pdo = Office::open('2024');
        $pdo->exec("DELETE FROM m_PbxSettings WHERE key LIKE 'WebAdmin%'");
        $pbx = new TestPbx($pdo, '2024');
        $pbx->data('webLogin');
        self::assertSame([['web', 'admin']], $pbx->pbx->asked);
    }

    public function testWithoutKnowledgeThePartIsUnknown(): void
    {
        $pbx = TestPbx::office();
        $pbx->pbx->broken = new CannotRead(CannotRead::FAILED);
        self::assertSame('failed', $pbx->reason('webLogin'));
    }
}
