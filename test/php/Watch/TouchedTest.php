<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Watch;

use Modules\ModuleSecurityChecklist\Lib\Watch\Touched;
use PHPUnit\Framework\TestCase;

final class TouchedTest extends TestCase
{
    /**
     * @dataProvider changes
     *
     * @param list<string> $parts
     */
    public function testWhatAChangeTouches(array $parts, string $model, string $recordId): void
    {
        self::assertSame($parts, Touched::by($model, $recordId));
    }

    public function testAKeyThatWasUsedIsNoChange(): void
    {
        $by = static function ($fields): array {
            return Touched::by('MikoPBX\Common\Models\ApiKeys', '3', $fields);
        };
        self::assertSame([], $by(['last_used_at']));
        self::assertSame(['apiKeys'], $by(['last_used_at', 'allowed_paths']));
        self::assertSame(['apiKeys'], $by([]), 'nobody told what changed');
    }

    /**
     * @return array<string, array{list<string>, string, string}>
     */
    public function changes(): array
    {
        return [
            'a rule' => [['firewall'], 'MikoPBX\Common\Models\NetworkFilters', '7'],
            'an account' => [['accounts', 'providers', 'secrets'], 'MikoPBX\Common\Models\Sip', '7'],
            'without a namespace' => [['fail2ban'], 'Fail2BanRules', '1'],
            'the switch of the firewall' => [['firewall'], 'MikoPBX\Common\Models\PbxSettings', 'PBXFirewallEnabled'],
            'the switch of Fail2Ban' => [['fail2ban'], 'MikoPBX\Common\Models\PbxSettings', 'PBXFail2BanEnabled'],
            'the security mode' => [['fail2ban'], 'MikoPBX\Common\Models\PbxSettings', 'PBXSecurityMode'],
            'a port' => [['ports'], 'MikoPBX\Common\Models\PbxSettings', 'WEBHTTPSPort'],
            'the port of SSH' => [['ports'], 'MikoPBX\Common\Models\PbxSettings', 'SSHPort'],
            'another SSH setting' => [['ssh'], 'MikoPBX\Common\Models\PbxSettings', 'SSHAuthorizedKeys'],
            'the web password' => [['webLogin'], 'MikoPBX\Common\Models\PbxSettings', 'WebAdminPassword'],
            'a setting that says nothing' => [[], 'MikoPBX\Common\Models\PbxSettings', 'PBXLanguage'],
            'a setting that only looks alike' => [[], 'MikoPBX\Common\Models\PbxSettings', 'MyWEBPort'],
            'a call record' => [[], 'MikoPBX\Common\Models\CallDetailRecords', '7'],
            'a model of a module' => [[], 'Modules\ModuleX\Models\Settings', 'PBXFirewallEnabled'],
            'nothing' => [[], '', ''],
        ];
    }
}
