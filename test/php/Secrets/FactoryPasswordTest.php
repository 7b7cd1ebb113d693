<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Secrets\FactoryPassword;
use PHPUnit\Framework\TestCase;

final class FactoryPasswordTest extends TestCase
{
    private const ADMIN = '$6$rounds=1000$saltsaltsalt$';

    public function testIsWhatANewDatabaseHas(): void
    {
        self::assertTrue(FactoryPassword::is('admin', 'admin', ''));
        self::assertFalse(FactoryPassword::is('Admin', 'admin', ''));
        self::assertFalse(FactoryPassword::is('admin1', 'admin', ''));
    }

    public function testIsFoundInItsHash(): void
    {
        self::assertTrue(FactoryPassword::is(crypt('admin', self::ADMIN), 'admin', ''));
        self::assertFalse(FactoryPassword::is(crypt('other', self::ADMIN), 'admin', ''));
        self::assertFalse(FactoryPassword::is(crypt('admin', self::ADMIN), '', ''));
    }

    public function testIsTheNameOfTheMachineInACloud(): void
    {
        self::assertTrue(FactoryPassword::is('i-0abc', 'admin', 'i-0abc'));
        self::assertFalse(FactoryPassword::is('i-0abd', 'admin', 'i-0abc'));
    }

    public function testNothingIsNoFactoryPassword(): void
    {
        self::assertFalse(FactoryPassword::is('', 'admin', ''));
        self::assertFalse(FactoryPassword::is('', '', ''));
    }
}
