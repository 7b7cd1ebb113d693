<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class AmiPartTest extends TestCase
{
    public function testTellsUsersAndWhereTheyMayComeFrom(): void
    {
        $user = static function (string $id, string $username, string $name, ?string $filter, bool $system): array {
            return ['filterId' => $filter, 'id' => $id, 'name' => $name, 'system' => $system, 'username' => $username];
        };
        self::assertSame(
            [
                'enabled' => true,
                'users' => [
                    $user('1', 'crm', 'CRM system', '4', false),
                    $user('2', 'admin', '', 'localhost', true),
                    $user('3', 'old', '', null, false),
                ],
            ],
            TestPbx::office()->data('ami')
        );
    }
}
