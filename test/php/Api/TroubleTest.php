<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Words;
use Modules\ModuleSecurityChecklist\Lib\Store\StoredConfirmations;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFingerprints;
use Modules\ModuleSecurityChecklist\Test\Support\LocaleWords;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;
use PDO;
use ReflectionClass;
use ReflectionMethod;
use RuntimeException;

/**
 * Locked and damaged databases, writers at the same time, and whatever else breaks.
 */
final class TroubleTest extends ApiTestCase
{
    public function testALockedDatabaseIsBusyAndNothingIsHalfDone(): void
    {
        $writer = $this->pdo();
        $writer->exec('BEGIN IMMEDIATE');
        foreach ($this->writes() as $resource => $body) {
            $answer = $this->api->post($resource, $body);
            self::assertRefused(503, 'busy', $answer);
            self::assertSame('1', $answer->headers()['Retry-After'] ?? '');
        }
        self::assertSame(200, $this->api->get('journal')->status(), 'reading goes on');
        $writer->exec('ROLLBACK');
        self::assertSame('{"Attestations":[],"Waivers":[],"Journal":[],"Kept":[]}', $this->api->everything());
        self::assertSame([], $this->api->module->asked, 'no password was compared and no run begun');
        self::assertSame(201, $this->api->post('attestations', self::ATTESTATION)->status());
    }

    public function testADatabaseThatNobodyMayReadIsBusy(): void
    {
        $writer = $this->pdo();
        $writer->exec('BEGIN EXCLUSIVE');
        self::assertRefused(503, 'busy', $this->api->get('journal'));
        self::assertRefused(503, 'busy', $this->api->get('last-judged'));
        self::assertRefused(503, 'busy', $this->api->get('flags'));
        $facts = $this->api->get('facts', ['parts' => 'sip,attestations,waivers']);
        self::assertSame(
            ['known', 'timeout', 'timeout'],
            [
                TestApi::at($facts, 'parts', 'sip', 'state'),
                TestApi::at($facts, 'parts', 'attestations', 'reason'),
                TestApi::at($facts, 'parts', 'waivers', 'reason'),
            ]
        );
        $refused = $this->api->post('waivers', self::WAIVER, ['Origin' => 'null']);
        self::assertRefused(403, 'wrong-origin', $refused);
        $writer->exec('COMMIT');
    }

    /**
     * @return iterable<string, array{string}>
     */
    public function damages(): iterable
    {
        yield 'no database' => ['no database at all, for sure'];
        yield 'empty' => [''];
    }

    /**
     * @dataProvider damages
     */
    public function testADamagedDatabaseIsBrokenAndTheFactsStand(string $content): void
    {
        $path = $this->folder->path('damaged.db');
        file_put_contents($path, $content === '' ? '' : str_repeat($content, 200));
        $api = new TestApi(new PdoStorage($path, 0));
        foreach ($this->writes() as $resource => $body) {
            self::assertRefused(500, 'broken', $api->post($resource, $body));
        }
        self::assertRefused(500, 'broken', $api->get('journal'));
        self::assertRefused(500, 'broken', $api->get('last-judged'));
        self::assertRefused(500, 'broken', $api->get('flags'));
        self::assertRefused(403, 'no-page-token', $api->post('waivers', '{}', ['X-Security-Checklist' => 'x']));
        $facts = $api->get('facts', ['parts' => 'sip,waivers']);
        self::assertSame(['known', 'failed'], [
            TestApi::at($facts, 'parts', 'sip', 'state'), TestApi::at($facts, 'parts', 'waivers', 'reason'),
        ]);
        self::assertSame($content === '' ? '' : str_repeat($content, 200), (string) file_get_contents($path));
    }

    public function testAWriteWithoutItsJournalIsUndone(): void
    {
        $this->api->post('attestations', self::ATTESTATION);
        $this->pdo()->exec('ALTER TABLE m_ModuleSecurityChecklist_Journal RENAME TO away');
        self::assertRefused(500, 'broken', $this->api->post('attestations', ['answer' => 'no'] + self::ATTESTATION));
        $withdrawal = ['item' => 'own-network', 'subject' => '10.0.0.0/8'];
        self::assertRefused(500, 'broken', $this->api->post('attestations/withdraw', $withdrawal));
        self::assertRefused(500, 'broken', $this->api->post('last-judged', self::JUDGED));
        $this->pdo()->exec('ALTER TABLE away RENAME TO m_ModuleSecurityChecklist_Journal');
        $stored = (new StoredConfirmations($this->api->needs->storage))->attestations();
        self::assertSame(['yes'], array_column($stored, 'answer'));
        self::assertSame('null', $this->api->get('last-judged')->body());
        self::assertSame(['attestations'], $this->api->journal());
    }

    public function testAWriteThatFailsIsNotInTheJournal(): void
    {
        $this->pdo()->exec('DROP TABLE m_ModuleSecurityChecklist_Waivers');
        self::assertRefused(500, 'broken', $this->api->post('waivers', self::WAIVER));
        self::assertSame([], $this->api->journal());
        self::assertMatchesRegularExpression('/CannotStore at .*_Waivers$/', $this->api->module->log[0] ?? '');
    }

    public function testOfTwoWritersNothingIsLostOrDoubled(): void
    {
        $other = new TestApi(ModuleDatabase::open($this->folder));
        foreach (range(1, 20) as $i) {
            $api = $i % 2 === 0 ? $this->api : $other;
            $person = TestApi::admin("admin $i");
            self::assertSame(201, $api->post('attestations', ['answer' => "a$i"] + self::ATTESTATION, [], $person)->status());
            self::assertSame(201, $api->post('waivers', ['finding' => "f$i"] + self::WAIVER, [], $person)->status());
        }
        $stored = new StoredConfirmations($this->api->needs->storage);
        self::assertSame(['a20'], array_column($stored->attestations(), 'answer'));
        self::assertCount(20, $stored->waivers());
        self::assertCount(40, $this->api->journal());
    }

    public function testOnAFullDiskEveryWriteSaysSo(): void
    {
        // Not one page more than there are.
        $this->api->needs->storage->write('PRAGMA max_page_count = 1');
        $waiver = ['reason' => str_repeat('x', 300)] + self::WAIVER;
        $kept = 0;
        do {
            $answer = $this->api->post('waivers', ['finding' => "f$kept"] + $waiver);
        } while ($answer->status() === 201 && ++$kept < 100);
        self::assertRefused(507, 'disk', $answer);
        self::assertCount($kept, (new StoredConfirmations($this->api->needs->storage))->waivers(), 'and nothing is half done');
        self::assertCount($kept, $this->api->journal());
    }

    public function testAWriterInTheMiddleOfAnotherIsBusyAndComesOutRightAfterwards(): void
    {
        $other = new TestApi(ModuleDatabase::open($this->folder));
        $storage = $this->api->needs->storage;
        $during = $storage->atOnce(function () use ($other, $storage) {
            $storage->write("INSERT INTO m_ModuleSecurityChecklist_Kept (name, value) VALUES ('x', '[]')");
            return $other->post('attestations', self::ATTESTATION);
        });
        self::assertRefused(503, 'busy', $during);
        self::assertSame(201, $other->post('attestations', self::ATTESTATION)->status());
        self::assertSame(['attestations'], $this->api->journal());
    }

    public function testMessagesOfStrangersStayInside(): void
    {
        $this->api->module->broken = new RuntimeException("hunter2\n<script>");
        $answer = $this->api->post('guesses/start', ['which' => 'web']);
        self::assertRefused(500, 'broken', $answer);
        self::assertSame('no-store', $answer->headers()['Cache-Control']);
        self::assertStringNotContainsString('hunter2', $answer->body() . implode('', $this->api->module->log));
        self::assertMatchesRegularExpression('/^RuntimeException at \w+\.php:\d+$/', $this->api->module->log[0] ?? '');
    }

    public function testALockedCoreIsBusyAnythingElseThatCannotBeReadIsBroken(): void
    {
        $this->api->module->broken = new CannotRead(CannotRead::TIMEOUT, 'database is locked');
        self::assertRefused(503, 'busy', $this->api->post('guesses/start', ['which' => 'web']));
        $this->api->module->broken = new CannotRead(CannotRead::FAILED, "the key\n\u{202e}");
        self::assertRefused(500, 'broken', $this->api->post('guesses/start', ['which' => 'web']));
        self::assertCount(1, $this->api->module->log);
        self::assertMatchesRegularExpression('/CannotRead at \w+\.php:\d+ the key\?{4}$/', $this->api->module->log[0]);
    }

    public function testWithoutTheKeyNobodyWritesAndTheRestStands(): void
    {
        $headers = $this->api->headers();
        $fingerprints = new FakeFingerprints();
        $fingerprints->broken = new CannotRead(CannotRead::FAILED, 'key');
        $this->api->needs->fingerprints = $fingerprints;
        self::assertRefused(500, 'broken', $this->api->get('page-token'));
        self::assertRefused(500, 'broken', $this->api->post('waivers', self::WAIVER, $headers));
        $fingerprints->broken = CannotRead::ofFullDisk('key');
        self::assertRefused(507, 'disk', $this->api->get('page-token'));
        self::assertRefused(507, 'disk', $this->api->post('waivers', self::WAIVER, $headers));
        self::assertSame(200, $this->api->get('facts')->status());
        self::assertSame([], $this->api->journal());
    }

    public function testErrorsAreToldEvenWithoutWordsAndLog(): void
    {
        $this->api->needs->words = new class () implements Words {
            public function say(string $key, array $values = []): string
            {
                throw new RuntimeException('hunter2');
            }
        };
        $answer = $this->api->get('nothing');
        self::assertSame('{"result":false,"error":{"code":"unknown-action","message":"unknown-action"}}', $answer->body());
    }

    public function testEveryErrorHasItsWordsInEveryLanguage(): void
    {
        $codes = [];
        foreach ((new ReflectionClass(Refused::class))->getMethods(ReflectionMethod::IS_STATIC) as $method) {
            $types = [];
            foreach ($method->getParameters() as $parameter) {
                $types[] = [
                    'methods' => [['GET']], 'field' => ['item'], 'waitSeconds' => [7], 'refused' => self::refusedPlans(),
                ][$parameter->getName()];
            }
            foreach ($types === [] ? [null] : $types[0] as $argument) {
                $refused = $method->invokeArgs(null, $types === [] ? [] : [$argument]);
                self::assertInstanceOf(Refused::class, $refused);
                $texts = [];
                foreach (['en', 'ru'] as $language) {
                    $texts[] = (new LocaleWords($language))->say($refused->says(), $refused->values());
                }
                self::assertNotSame($texts[0], $texts[1]);
                $codes[$refused->error()][$refused->status()] = true;
            }
        }
        $ofThePage = explode('] as const', explode('REFUSAL_CODES = [', (string) file_get_contents(__DIR__ . '/../../../sites/pbx/errors.ts'))[1] ?? '')[0];
        preg_match_all("/'([a-z-]+)'/", $ofThePage, $known);
        self::assertEqualsCanonicalizing(array_keys($codes), $known[1], 'the page knows each of them, and no other');
        $document = (string) file_get_contents(__DIR__ . '/../../../docs/module-api.md');
        foreach ($codes as $code => $statuses) {
            $known = preg_match("/^\\|[^|]*`$code`[^|]*\\|([^|]*)\\|/m", $document, $row) === 1;
            self::assertTrue($known, "docs/module-api.md has $code");
            foreach (array_keys($statuses) as $status) {
                self::assertStringContainsString((string) $status, $row[1], $code);
            }
        }
    }

    /**
     * @return list<PlanRefused> one of each
     */
    private static function refusedPlans(): array
    {
        $all = [];
        foreach (PlanRefused::ALL as $code) {
            $all[] = new PlanRefused($code);
        }
        return $all;
    }

    /**
     * @return array<string, array<string, mixed>>
     */
    private function writes(): array
    {
        return [
            'attestations' => self::ATTESTATION,
            'attestations/withdraw' => ['item' => 'a', 'subject' => ''],
            'waivers' => self::WAIVER,
            'waivers/withdraw' => ['check' => 'a', 'finding' => ''],
            'last-judged' => self::JUDGED,
            'guesses/start' => ['which' => 'web'],
            'guesses/cancel' => ['which' => 'web'],
            'passwords/prove' => ['which' => 'web', 'password' => 'x'],
            'flags-switch' => ['on' => false],
        ];
    }

    private function pdo(): PDO
    {
        $path = ModuleDatabase::path($this->folder);
        return new PDO('sqlite:' . $path, null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
    }
}
