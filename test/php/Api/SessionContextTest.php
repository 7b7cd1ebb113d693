<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\SessionContext;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;

final class SessionContextTest extends ApiTestCase
{
    /**
     * @dataProvider contexts
     *
     * @param array<mixed>|null $context
     */
    public function testWhoReads(?array $context, int $status): void
    {
        $caller = SessionContext::caller($context);
        foreach (['facts', 'journal', 'last-judged'] as $resource) {
            self::assertSame($status, $this->api->get($resource, [], [], $caller)->status(), $resource);
        }
        self::assertFalse($caller->mayWrite(), 'nothing tells our page from another one');
    }

    /**
     * @return array<string, array{array<mixed>|null, int}>
     */
    public function contexts(): array
    {
        return [
            'from the PBX itself' => [null, 401],
            'an empty one' => [[], 401],
            'an address alone' => [['remote_addr' => '127.0.0.1'], 401],
            'a key' => [['token_id' => 1, 'remote_addr' => '192.168.7.8'], 200],
            'an administrator' => [['role' => 'admins', 'user_name' => 'boss', 'remote_addr' => '192.168.7.8'], 200],
            'another role' => [['role' => 'users', 'user_name' => 'anna'], 403],
            'a role that is none' => [['role' => ['admins'], 'user_name' => 'boss'], 403],
        ];
    }
}
