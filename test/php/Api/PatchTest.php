<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Facts\Container;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Patch\Offer;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchState;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PDO;

/**
 * What an administrator's page may ask of the fix of 2024.1.114.
 */
final class PatchTest extends ApiTestCase
{
    private const TEXT = "#!/bin/sh\necho \"fixed\"\n";
    private const FETCH = ['from' => 'vendor', 'address' => '', 'text' => ''];

    private PDO $pdo;
    private TestPbx $pbx;

    protected function setUp(): void
    {
        parent::setUp();
        $this->pdo = Office::open('2024');
        $this->pbx = new TestPbx($this->pdo, '2024');
        $this->setRelease('2024.1.114');
    }

    public function testBeforeTheFirstThereIsNothing(): void
    {
        self::assertSame(
            ['waits' => false, 'phase' => 'idle', 'order' => '', 'trouble' => null, 'script' => null, 'run' => null, 'kept' => null],
            TestApi::data($this->api->get('patch/state'))
        );
        self::assertSame(['sha256' => '', 'text' => ''], TestApi::data($this->api->get('patch/script')));
    }

    public function testItIsHandedInAndTold(): void
    {
        $answer = $this->api->post('patch/fetch', ['from' => 'address', 'address' => 'https://mirror.example/fix'] + self::FETCH);
        self::assertSame(202, $answer->status());
        $id = TestApi::at($answer, 'id');
        self::assertSame(
            [[
                'kind' => 'fetch', 'from' => 'address', 'address' => 'https://mirror.example/fix', 'text' => '', 'id' => $id,
                'person' => 'boss', 'asker' => TestApi::ADDRESS, 'at' => '2026-11-23T12:00:00+03:00',
            ]],
            $this->api->patches->orders
        );
        self::assertSame([['patch/fetch'], 1], [$this->api->journal(), $this->api->patches->rings]);
        self::assertTrue(TestApi::at($this->api->get('patch/state'), 'waits'));
    }

    public function testAFileOfTwoMegabytesFits(): void
    {
        $text = str_pad(self::TEXT, 2097152, "\n");
        $answer = $this->api->post('patch/fetch', ['from' => 'file', 'text' => $text] + self::FETCH);
        self::assertSame(202, $answer->status(), $answer->body());
        self::assertSame($text, $this->api->patches->orders[0]['text']);
        self::assertRefused(413, 'too-large', $this->api->post('patch/fetch', str_repeat(' ', Request::MOST_BYTES_OF_SCRIPTS + 1)));
        self::assertRefused(413, 'too-large', $this->api->post('patch/run', str_repeat(' ', Request::MOST_BYTES + 1)));
    }

    public function testTheScriptIsShown(): void
    {
        $this->lookedAt();
        self::assertSame(
            ['sha256' => hash('sha256', self::TEXT), 'text' => self::TEXT],
            TestApi::data($this->api->get('patch/script'))
        );
    }

    public function testWhatWasLookedAtIsRunByWhoTypesItsHash(): void
    {
        $this->lookedAt();
        $sha256 = hash('sha256', self::TEXT);
        foreach (['', substr($sha256, 0, 7), 'ffffffff', $sha256 . '0', substr($sha256, 1, 8)] as $typed) {
            self::assertRefused(422, 'invalid', $this->api->post('patch/run', ['sha256' => $sha256, 'typed' => $typed]));
        }
        self::assertSame(0, $this->api->patches->rings);
        $answer = $this->api->post('patch/run', ['sha256' => $sha256, 'typed' => ' ' . strtoupper(substr($sha256, 0, 8))]);
        self::assertSame(202, $answer->status(), $answer->body());
        self::assertSame(['run', $sha256], [$this->api->patches->orders[0]['kind'], $this->api->patches->orders[0]['sha256']]);
    }

    public function testAnotherOneIsNot(): void
    {
        $this->lookedAt();
        $other = hash('sha256', 'another');
        self::assertRefused(409, 'other-script', $this->runIt($other));
        self::assertRefused(409, 'other-script', $this->api->post('patch/restore', ['sha256' => hash('sha256', self::TEXT)]));
        self::assertRefused(422, 'invalid', $this->api->post('patch/restore', ['sha256' => '']));
        self::assertSame([], $this->api->patches->orders);
    }

    public function testWhatWasRunIsTakenBack(): void
    {
        $state = new PatchState();
        $state->kept = hash('sha256', self::TEXT);
        $this->api->patches->status = $state->written();
        self::assertSame(202, $this->api->post('patch/restore', ['sha256' => $state->kept])->status());
        self::assertSame(['restore', $state->kept], [$this->api->patches->orders[0]['kind'], $this->api->patches->orders[0]['sha256']]);
        self::assertSame(['patch/restore'], $this->api->journal());
    }

    public function testOnlyOneAtATime(): void
    {
        $this->lookedAt();
        $this->api->patches->isWaiting = true;
        $this->assertNothingGoes(409, 'patch-running');
        $this->api->patches->age = 61;
        self::assertSame(202, $this->api->post('patch/fetch', self::FETCH)->status(), 'nobody begins that one any more');
        $this->api->patches->isWaiting = false;
        $this->api->patches->orders = [];
        foreach (['running', 'fetching'] as $phase) {
            $this->api->patches->status = ['phase' => $phase] + ($this->api->patches->status ?? []);
            $this->assertNothingGoes(409, 'patch-running');
        }
    }

    /**
     * @dataProvider elsewhere
     */
    public function testNowhereElse(string $release, bool $isDocker): void
    {
        $this->lookedAt();
        $this->setRelease($release);
        $this->pbx->files->files = $isDocker ? ['/.dockerenv' => ''] : [];
        $this->assertNothingGoes(409, 'no-patch');
    }

    /**
     * @return array<string, array{string, bool}>
     */
    public function elsewhere(): array
    {
        return [
            'newer' => ['2026.1.223', false],
            'between' => ['2024.2.111-dev', false],
            'in a container' => ['2024.1.114', true],
        ];
    }

    public function testNotWhileAPlanIsPlayed(): void
    {
        $this->lookedAt();
        $this->api->plans->isWaiting = true;
        $this->api->plans->age = 60;
        self::assertRefused(409, 'plan-running', $this->runIt(hash('sha256', self::TEXT)));
        self::assertSame(202, $this->api->post('patch/fetch', self::FETCH)->status(), 'it may be looked at');
    }

    public function testOnAFullDiskItSaysSo(): void
    {
        $this->api->patches->isFull = true;
        self::assertRefused(507, 'disk', $this->api->post('patch/fetch', self::FETCH));
    }

    public function testWhereFromIsOneOfThree(): void
    {
        self::assertRefused(422, 'invalid', $this->api->post('patch/fetch', ['from' => 'disk'] + self::FETCH));
        self::assertRefused(422, 'invalid', $this->api->post('patch/fetch', ['text' => 7] + self::FETCH));
        self::assertRefused(422, 'invalid', $this->api->post('patch/fetch', ['address' => "a\nb"] + self::FETCH));
    }

    public function testAnAddressFitsUpToItsLengthInCharacters(): void
    {
        $long = 'https://mirror.example/' . str_repeat('ё', 477);
        self::assertSame(202, $this->api->post('patch/fetch', ['from' => 'address', 'address' => $long] + self::FETCH)->status());
        self::assertRefused(422, 'invalid', $this->api->post('patch/fetch', ['from' => 'address', 'address' => "{$long}a"] + self::FETCH));
    }

    public function testAllOfTheHashMayBeTypedAndBlanksBeforeIt(): void
    {
        $this->lookedAt();
        $sha256 = hash('sha256', self::TEXT);
        foreach ([$sha256, str_repeat(' ', 56) . substr($sha256, 0, 8)] as $typed) {
            self::assertSame(202, $this->api->post('patch/run', ['sha256' => $sha256, 'typed' => $typed])->status());
            $this->api->patches->isWaiting = false;
            self::assertRefused(422, 'invalid', $this->api->post('patch/run', ['sha256' => $sha256, 'typed' => " $typed"]));
        }
    }

    private function assertNothingGoes(int $status, string $code): void
    {
        self::assertRefused($status, $code, $this->api->post('patch/fetch', self::FETCH));
        self::assertRefused($status, $code, $this->runIt(hash('sha256', self::TEXT)));
        self::assertRefused($status, $code, $this->api->post('patch/restore', ['sha256' => hash('sha256', self::TEXT)]));
        self::assertSame([], $this->api->patches->orders);
    }

    private function runIt(string $sha256): Answer
    {
        return $this->api->post('patch/run', ['sha256' => $sha256, 'typed' => substr($sha256, 0, 8)]);
    }

    private function lookedAt(): void
    {
        $state = new PatchState();
        $state->script = [
            'sha256' => hash('sha256', self::TEXT), 'size' => strlen(self::TEXT), 'from' => 'vendor', 'host' => 'files.miko.ru',
            'at' => '2026-11-23T12:00:00+03:00', 'person' => 'boss',
        ];
        $this->api->patches->status = $state->written();
        $this->api->patches->script = self::TEXT;
    }

    private function setRelease(string $release): void
    {
        $this->pdo->exec("DELETE FROM m_PbxSettings WHERE key = 'PBXVersion'");
        $this->pdo->exec("INSERT INTO m_PbxSettings (key, value) VALUES ('PBXVersion', '$release')");
        // Settings are read once.
        $from = $this->pbx->sources;
        $this->api->needs->offer = new Offer(
            new Settings($from->rows, $from->core),
            new Container($from->files, $from->interfaces, $from->root)
        );
    }
}
