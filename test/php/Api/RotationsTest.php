<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\SheetDoor;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Owners;
use Modules\ModuleSecurityChecklist\Lib\Rotation\ReturnTable;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Store\RotationNotes;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * New secrets on their way to the phones: who is back, and who is shown what.
 */
final class RotationsTest extends ApiTestCase
{
    private const PLAN = '0123456789abcdef';
    private const PLAYED = 1795420000;
    private const OWNERS = [
        'sip:205' => Rotations::NEW, 'sip:201' => Rotations::NEW, 'sip:206' => Rotations::OLD, 'sip:207' => Rotations::OTHER,
        'ami:1' => Rotations::NEW, 'ari:5' => Rotations::NEW,
    ];
    private const ROTATION = [
        'plan' => self::PLAN, 'action' => 'rotate-sip-passwords', 'person' => 'boss', 'playedAt' => self::PLAYED,
        'until' => self::PLAYED + 86400, 'sheetClosed' => false, 'owners' => self::OWNERS,
    ];

    protected function setUp(): void
    {
        parent::setUp();
        $this->api->pbx->pbx->rotations = [self::ROTATION];
    }

    public function testWhoIsBackAndWhoIsNot(): void
    {
        $back = ['first' => self::PLAYED + 60, 'last' => self::PLAYED + 120, 'address' => '192.168.7.30'];
        $refused = ['count' => 3, 'last' => self::PLAYED + 90, 'address' => '203.0.113.9'];
        $this->api->pbx->pbx->seen = ['readTo' => self::PLAYED + 130, 'isBehind' => true, 'owners' => [
            'sip:205' => ['back' => $back, 'refused' => null], 'sip:206' => ['back' => $back, 'refused' => null],
            'ami:crm' => ['back' => null, 'refused' => $refused],
        ]];
        $rotation = $this->shown();
        self::assertSame(
            ['sip:205' => 'back', 'sip:201' => 'waiting', 'sip:206' => 'given-back', 'sip:207' => 'changed', 'ami:1' => 'old-tried', 'ari:5' => 'unknown'],
            $this->states()
        );
        $owners = $this->owners();
        self::assertSame([
            'owner' => 'sip:205', 'number' => '205', 'name' => 'Anna Example', 'state' => 'back', 'back' => $back, 'refused' => null,
            'devices' => [],
        ], $owners['sip:205']);
        self::assertSame(['crm', $refused], [$owners['ami:1']['number'], $owners['ami:1']['refused']]);
        self::assertSame(
            [self::PLAN, 'boss', self::PLAYED, 'open', true, self::PLAYED + 130, true, null],
            [$rotation['plan'], $rotation['person'], $rotation['playedAt'], $rotation['sheet'], $rotation['singly'], $rotation['readTo'], $rotation['isBehind'], $rotation['trouble']]
        );
        $accounts = ['sip:205' => self::PLAYED, 'sip:201' => self::PLAYED, 'sip:206' => self::PLAYED, 'sip:207' => self::PLAYED];
        self::assertSame([$accounts, self::PLAYED], $this->api->pbx->pbx->sought[0], 'programs have names in the log');
    }

    public function testWhatWasSeenBeforeItWasPlayedDoesNotCount(): void
    {
        $this->api->pbx->pbx->seen['owners'] = ['ami:crm' => [
            'back' => ['first' => 1, 'last' => self::PLAYED - 1, 'address' => '192.168.7.30'],
            'refused' => ['count' => 1, 'last' => self::PLAYED - 1, 'address' => '192.168.7.30'],
        ]];
        self::assertSame('waiting', $this->states()['ami:1']);
    }

    public function testAProgramIsKnownByItsNameInCapitalsToo(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("UPDATE m_AsteriskManagerUsers SET username = 'Crm' WHERE id = 1");
        $seen = ['readTo' => self::PLAYED + 61, 'isBehind' => false, 'owners' => ['ami:crm' => [
            'back' => ['first' => self::PLAYED + 60, 'last' => self::PLAYED + 60, 'address' => '192.168.7.30'], 'refused' => null,
        ]]];
        $rows = (new ReturnTable(new Owners(new PdoRows($pdo))))->rows(self::ROTATION, $seen, []);
        self::assertSame(['Crm', 'back'], [array_column($rows, 'number', 'owner')['ami:1'], array_column($rows, 'state', 'owner')['ami:1']]);
    }

    public function testALogThatCannotBeReadIsSaid(): void
    {
        $this->api->pbx->pbx->brokenLog = new CannotRead(CannotRead::MISSING, 'security_log');
        $rotation = $this->shown();
        self::assertSame(['missing security_log', false, null], [$rotation['trouble'], $rotation['isBehind'], $rotation['readTo']]);
        self::assertSame('unknown', $this->states()['sip:205']);
    }

    public function testNewLettersBehindEveryLoginConcernAllWhoLogInByNumber(): void
    {
        $this->api->pbx->pbx->rotations = [['owners' => ['suffix' => Rotations::NEW, 'sip:205' => Rotations::NEW]] + self::ROTATION];
        $rotation = $this->shown();
        self::assertFalse($rotation['singly']);
        $states = $this->states();
        ksort($states);
        // 206 and 207 have names of their own.
        self::assertSame(['sip:201' => 'waiting', 'sip:205' => 'waiting'], $states);
        $rows = TestApi::at($this->sheet(), 'rows');
        self::assertIsArray($rows);
        self::assertSame(['205' => '205QUOKKA', '201' => '201QUOKKA'], array_column($rows, 'login', 'number'));
        self::assertSame(['205' => 'secret-of-205', '201' => ''], array_column($rows, 'secret', 'number'), 'a password that stays is not shown');
    }

    public function testNothingOfASecretIsInTheTable(): void
    {
        $body = $this->api->get('plans/rotations', [], [], self::encrypted())->body();
        foreach (['secret-of-205', 'twin', 'ari-secret', 'other]word'] as $secret) {
            self::assertStringNotContainsString($secret, $body);
        }
    }

    public function testTheSheetIsForThePersonWhoHadThemMade(): void
    {
        $answer = $this->sheet();
        self::assertSame(200, $answer->status(), $answer->body());
        self::assertSame('no-store', $answer->headers()['Cache-Control']);
        $rows = TestApi::at($answer, 'rows');
        self::assertIsArray($rows);
        // Given back, or changed by somebody since: not theirs any more.
        self::assertSame(['sip:205', 'sip:201', 'ami:1', 'ari:5'], array_column($rows, 'owner'));
        $phone = ['address' => '192.168.7.30', 'userAgent' => 'Phone <script>/1.0'];
        self::assertSame([
            'owner' => 'sip:205', 'number' => '205', 'name' => 'Anna Example', 'login' => '205QUOKKA', 'secret' => 'secret-of-205',
            'devices' => [$phone],
        ], $rows[0]);
        self::assertSame('app', array_column($rows, 'login', 'owner')['ari:5']);
        self::assertSame('ari-secret', array_column($rows, 'secret', 'owner')['ari:5']);
        self::assertSame(['plans/sheet'], $this->api->journal());
        $journal = $this->api->get('journal')->body();
        self::assertStringContainsString('"count":4', $journal);
        self::assertStringNotContainsString('secret-of-205', $journal);
        self::assertSame('other-person', $this->shown(self::encrypted('deputy'))['sheet']);
        self::assertRefused(403, 'other-person', $this->sheet(self::encrypted('deputy')));
    }

    /**
     * @dataProvider plain
     */
    public function testWithoutEncryptionOnlyFromNearbyAndWithConsent(string $address, string $state, bool $isForwarded = false): void
    {
        $caller = Caller::person('boss', true, 'session 1', $address)->over(null, $isForwarded);
        self::assertSame($state, $this->shown($caller)['sheet']);
        $consent = $this->sheet($caller, SheetDoor::WORDS);
        if ($state === SheetDoor::CONSENT) {
            self::assertRefused(403, 'consent-missing', $this->sheet($caller));
            self::assertRefused(403, 'consent-missing', $this->sheet($caller, 'plain http'));
            self::assertSame(200, $consent->status());
        } else {
            self::assertRefused(403, 'plain-http', $consent);
            self::assertRefused(403, 'plain-http', $this->sheet($caller));
        }
    }

    /**
     * @return array<string, array{0: string, 1: string, 2?: bool}>
     */
    public static function plain(): array
    {
        return [
            'the office' => ['192.168.7.50', 'consent'],
            'a VPN' => ['10.8.0.7', 'consent'],
            'IPv6 of the office' => ['fd00::7', 'consent'],
            'the internet' => ['203.0.113.9', 'plain-http'],
            'the internet, IPv6' => ['2001:db8::9', 'plain-http'],
            'many behind a provider' => ['100.64.0.9', 'plain-http'],
            'a router, with anybody behind it' => ['192.168.7.1', 'plain-http'],
            'a proxy, with anybody behind it' => ['192.168.7.50', 'plain-http', true],
            'no address' => ['', 'plain-http'],
        ];
    }

    public function testBehindTheBridgeOfAContainerNobodyIsNear(): void
    {
        $this->api->surroundings->tellsPeopleApart = false;
        self::assertRefused(403, 'plain-http', $this->sheet(TestApi::admin(), SheetDoor::WORDS));
    }

    public function testIHaveItCountsAtOnceAndForEverybody(): void
    {
        self::assertRefused(403, 'other-person', $this->api->post('plans/sheet-closed', ['id' => self::PLAN], [], self::encrypted('deputy')));
        self::assertSame(202, $this->api->post('plans/sheet-closed', ['id' => self::PLAN])->status());
        [$wish] = $this->api->plans->wishes;
        self::assertSame([Wish::SHEET_CLOSED, self::PLAN, 'boss'], [$wish->kind(), $wish->plan(), $wish->person()]);
        self::assertSame('closed', $this->shown(self::encrypted())['sheet']);
        self::assertRefused(409, 'sheet-closed', $this->sheet());
        self::assertRefused(409, 'sheet-closed', $this->sheet(TestApi::admin(), SheetDoor::WORDS));
    }

    public function testWhatRootKnowsToBeClosedStaysClosed(): void
    {
        $this->api->pbx->pbx->rotations = [['sheetClosed' => true] + self::ROTATION];
        self::assertRefused(409, 'sheet-closed', $this->sheet());
    }

    public function testAnyAdministratorMayFinish(): void
    {
        self::assertSame(202, $this->api->post('plans/rotated', ['id' => self::PLAN], [], self::encrypted('deputy'))->status());
        [$wish] = $this->api->plans->wishes;
        self::assertSame([Wish::FINISHED, self::PLAN, 'deputy'], [$wish->kind(), $wish->plan(), $wish->person()]);
        self::assertSame(['plans/rotated'], $this->api->journal());
    }

    public function testWhatIsOverOrWasNeverThereIsRefused(): void
    {
        $this->api->pbx->pbx->rotations = [];
        self::assertSame('{"rotations":[]}', $this->api->get('plans/rotations')->body());
        foreach (['plans/sheet' => ['consent' => ''], 'plans/sheet-closed' => [], 'plans/rotated' => []] as $resource => $more) {
            self::assertRefused(404, 'no-such-plan', $this->api->post($resource, ['id' => self::PLAN] + $more));
        }
        self::assertSame([], $this->api->plans->wishes);
    }

    public function testPhonesThatDroppedOutMeanwhileAreThoseThatWereThereBefore(): void
    {
        $many = [];
        for ($port = 0; $port < 9; $port++) {
            $many[] = ['account' => '201', 'address' => "192.168.7.$port", 'userAgent' => str_repeat('x', 500), 'transport' => 'udp'];
        }
        $before = [['account' => '205', 'address' => '9.9.9.9', 'userAgent' => 'Yealink SIP-T46U', 'transport' => 'udp']];
        $this->api->pbx->pbx->devices = array_merge($before, $many);
        $notes = new RotationNotes(new Kept($this->api->needs->storage));
        $phones = RotationNotes::registered($this->api->pbx->pbx);
        $this->api->needs->storage->atOnce(static function () use ($notes, $phones): void {
            foreach (['1111111111111111', self::PLAN] as $plan) {
                $notes->keepPhones($plan, $phones);
            }
        });
        $this->api->pbx->pbx->devices = [];
        $owners = $this->owners();
        self::assertSame([['address' => '9.9.9.9', 'userAgent' => 'Yealink SIP-T46U']], $owners['sip:205']['devices']);
        self::assertCount(5, (array) $owners['sip:201']['devices'], 'no more of one account');
        self::assertStringContainsString('"' . str_repeat('x', 120) . '"', (string) json_encode($phones), 'long ones are cut');
        self::assertSame(202, $this->api->post('plans/sheet-closed', ['id' => self::PLAN])->status());
        self::assertSame($phones, $notes->phones(self::PLAN), 'closing the sheet forgets no phone');
        self::assertFalse($notes->isSheetClosed('1111111111111111'));
    }

    public function testAnythingElseThanTheWordsIsNoConsent(): void
    {
        $caller = TestApi::admin()->over(null, false, false);
        self::assertRefused(403, 'consent-missing', $this->sheet($caller, str_repeat('x', 40)));
        self::assertRefused(422, 'invalid', $this->sheet($caller, str_repeat('x', 41)));
    }

    public function testNobodyElseGetsASheet(): void
    {
        $body = ['id' => self::PLAN, 'consent' => SheetDoor::WORDS];
        $key = Caller::key('7', '192.168.7.50')->over(null, false, true);
        self::assertRefused(403, 'no-person', $this->api->post('plans/sheet', $body, [], $key));
        self::assertRefused(403, 'no-page-token', $this->api->post('plans/sheet', $body, ['X-Security-Checklist' => null], self::encrypted()));
        self::assertRefused(403, 'wrong-origin', $this->api->post('plans/sheet', $body, ['Origin' => 'https://evil.example'], self::encrypted()));
        self::assertRefused(422, 'invalid', $this->api->post('plans/sheet', ['id' => '../x', 'consent' => ''], [], self::encrypted()));
        self::assertSame('other-person', $this->shown($key)['sheet']);
    }

    public function testWhileAPlanIsPlayedNobodyHearsOfIt(): void
    {
        $this->api->plans->isWaiting = true;
        self::assertRefused(409, 'plan-running', $this->api->post('plans/sheet-closed', ['id' => self::PLAN]));
        self::assertRefused(409, 'plan-running', $this->api->post('plans/rotated', ['id' => self::PLAN]));
        self::assertSame('open', $this->shown(self::encrypted())['sheet']);
    }

    private static function encrypted(string $name = 'boss'): Caller
    {
        return TestApi::admin($name)->over(null, false, true);
    }

    private function sheet(?Caller $caller = null, string $consent = ''): Answer
    {
        return $this->api->post('plans/sheet', ['id' => self::PLAN, 'consent' => $consent], [], $caller ?? self::encrypted());
    }

    /**
     * @return array<string, mixed>
     */
    private function shown(?Caller $caller = null): array
    {
        $answer = $this->api->get('plans/rotations', [], [], $caller ?? self::encrypted());
        self::assertSame(200, $answer->status(), $answer->body());
        /** @var array<string, mixed> $rotation */
        $rotation = TestApi::at($answer, 'rotations', 0);
        return $rotation;
    }

    /**
     * @return array<string, array<string, mixed>> by owner
     */
    private function owners(?Caller $caller = null): array
    {
        /** @var list<array{owner: string}&array<string, mixed>> $owners */
        $owners = $this->shown($caller)['owners'];
        $by = [];
        foreach ($owners as $owner) {
            $by[$owner['owner']] = $owner;
        }
        return $by;
    }

    /**
     * @return array<string, mixed> by owner
     */
    private function states(): array
    {
        return array_map(static function (array $owner) {
            return $owner['state'];
        }, $this->owners());
    }
}
