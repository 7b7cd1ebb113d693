<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Core;

use MikoPBX\Common\Library\Auth\RedisTokenStorage;
use Modules\ModuleSecurityChecklist\Lib\Core\Identity;
use Modules\ModuleSecurityChecklist\Test\Support\Core\FakeContainer;
use Phalcon\Di\Di;
use PHPUnit\Framework\TestCase;

final class IdentityTest extends TestCase
{
    private const STUBS = __DIR__ . '/../../stubs/';

    public static function setUpBeforeClass(): void
    {
        require_once self::STUBS . 'phalcon.php';
        require_once self::STUBS . 'core.php';
        require_once self::STUBS . 'logins.php';
    }

    protected function setUp(): void
    {
        Di::setDefault(new FakeContainer());
        RedisTokenStorage::$logins = ['cookie of boss' => ['userName' => 'boss'], 'cookie of anna' => ['userName' => 'anna']];
        $_SERVER['REMOTE_ADDR'] = '192.168.7.8';
    }

    protected function tearDown(): void
    {
        Di::reset();
        RedisTokenStorage::$logins = [];
        unset($_COOKIE['refreshToken'], $_SERVER['REMOTE_ADDR']);
    }

    /**
     * @dataProvider cookies
     */
    public function testAPageIsBoundToACookieThatCoreKnowsAsThisPersons(?string $cookie, bool $mayWrite): void
    {
        if ($cookie !== null) {
            $_COOKIE['refreshToken'] = strrev($cookie);
        }
        $caller = Identity::of(self::asked(['userId' => 'boss', 'role' => 'admins']));
        self::assertSame([true, $mayWrite], [$caller->mayRead(), $caller->mayWrite()]);
        self::assertSame($mayWrite ? hash('sha256', strrev((string) $cookie)) : '', $caller->binding());
    }

    /**
     * @return iterable<string, array{string|null, bool}>
     */
    public function cookies(): iterable
    {
        yield 'of this login' => ['cookie of boss', true];
        yield 'none' => [null, false];
        yield 'of somebody else' => ['cookie of anna', false];
        yield 'made up' => ['made up', false];
    }

    public function testOnlyALoginThatCoreKnowsSaysWhenItWas(): void
    {
        RedisTokenStorage::$logins['cookie of boss']['createdAt'] = 1764500000;
        $_COOKIE['refreshToken'] = strrev('cookie of boss');
        $boss = self::asked(['userId' => 'boss', 'role' => 'admins']);
        self::assertSame(1764500000, Identity::of($boss)->asked()->arrival()->signedInAt());
        $anna = self::asked(['userId' => 'anna', 'role' => 'admins']);
        self::assertNull(Identity::of($anna)->asked()->arrival()->signedInAt(), 'the cookie of somebody else');
        RedisTokenStorage::$logins['cookie of boss']['createdAt'] = 'today';
        self::assertNull(Identity::of($boss)->asked()->arrival()->signedInAt());
    }

    public function testWhoeverComesFromThePbxItselfIsAProcess(): void
    {
        $_SERVER['REMOTE_ADDR'] = '127.0.0.1';
        self::assertTrue(Identity::of(self::asked(null))->isProcess());
        $_SERVER['REMOTE_ADDR'] = '192.168.7.8';
        self::assertFalse(Identity::of(self::asked(null))->isKnown());
    }

    /**
     * @param array<string, string>|null $payload
     */
    private static function asked(?array $payload): object
    {
        return new class ($payload) {
            /** @var array<string, string>|null */
            private ?array $payload;

            /**
             * @param array<string, string>|null $payload
             */
            public function __construct(?array $payload)
            {
                $this->payload = $payload;
            }

            /**
             * @return array<string, string>|null
             */
            public function getJwtPayload(): ?array
            {
                return $this->payload;
            }
        };
    }
}
