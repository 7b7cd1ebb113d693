<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class ApiKeysPartTest extends TestCase
{
    public function testTellsRightsNetworkAndUse(): void
    {
        $key = static function (string $id, string $name, bool $full, ?string $network, ?string $at, ?string $used): array {
            return [
                'createdAt' => $at, 'filterId' => $network, 'fullPermissions' => $full, 'id' => $id,
                'lastUsedAt' => $used, 'name' => $name, 'networkFilter' => $network !== null, 'noRights' => !$full,
            ];
        };
        self::assertSame(
            [
                $key('1', 'Everything', true, null, '2026-01-02T03:04:05+03:00', null),
                $key('2', 'Office only', false, '4', null, '2026-07-01T10:00:00+03:00'),
                $key('3', 'Never stored', true, null, null, null),
            ],
            TestPbx::office('2026')->data('apiKeys')
        );
    }

    public function testUseIsNoOtherDigest(): void
    {
        $pdo = Office::open('2026');
        $digest = static function () use ($pdo) {
            return (new TestPbx($pdo))->read(['apiKeys'])['parts']['apiKeys']['digest'] ?? null;
        };
        $before = $digest();
        $pdo->exec("UPDATE m_ApiKeys SET last_used_at = '2026-11-22 10:00:00'");
        self::assertSame($before, $digest());
        $pdo->exec("UPDATE m_ApiKeys SET full_permissions = '0'");
        self::assertNotSame($before, $digest());
    }

    public function testWhatAKeyMayDo(): void
    {
        $pdo = Office::open('2026');
        $noRights = static function (string $paths) use ($pdo) {
            $pdo->prepare("UPDATE m_ApiKeys SET full_permissions = '0', allowed_paths = ? WHERE id = 1")->execute([$paths]);
            return (new TestPbx($pdo))->at('apiKeys', 0, 'noRights');
        };
        self::assertTrue($noRights('[]'));
        self::assertTrue($noRights('{}'));
        self::assertTrue($noRights('no JSON'));
        self::assertFalse($noRights('{"/api/v3/cdr":"read"}'));
        self::assertFalse($noRights('["/api/v3/cdr"]'));
        $pdo->exec("UPDATE m_ApiKeys SET full_permissions = '1', allowed_paths = '[]'");
        self::assertFalse((new TestPbx($pdo))->at('apiKeys', 0, 'noRights'));
    }

    public function testA2024HasNoSuchThing(): void
    {
        self::assertSame('not-supported', TestPbx::office('2024')->reason('apiKeys'));
    }

    public function testWithoutAZoneTimesAreNotKnown(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("UPDATE m_PbxSettings SET value = 'Mars' WHERE key = 'PBXTimezone'");
        self::assertNull((new TestPbx($pdo))->at('apiKeys', 0, 'createdAt'));
    }
}
