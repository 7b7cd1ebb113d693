<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * A database of the module that begins as one and is damaged further on, by a disk or a power cut.
 */
final class DamagedPagesTest extends ApiTestCase
{
    private const PAGE = 4096;
    private const RUBBISH = 2048;

    public function testEveryPageThatIsDamagedGivesAClearAnswerAndTheFactsStand(): void
    {
        for ($i = 0; $i < 30; $i++) {
            $this->api->post('attestations', ['subject' => "s$i", 'note' => str_repeat('n', 1000)] + self::ATTESTATION);
        }
        $this->api->post('last-judged', self::JUDGED);
        $path = ModuleDatabase::path($this->folder);
        $whole = (string) file_get_contents($path);
        $statuses = [];
        for ($from = self::PAGE; $from < strlen($whole); $from += self::PAGE) {
            $damaged = substr_replace($whole, str_repeat("\xa5", self::RUBBISH), $from, self::RUBBISH);
            file_put_contents($path, $damaged);
            $api = new TestApi(ModuleDatabase::open($this->folder));
            foreach (['journal', 'last-judged'] as $resource) {
                $statuses[$api->get($resource)->status()] = true;
            }
            $facts = $api->get('facts');
            self::assertSame(200, $facts->status());
            self::assertSame('known', TestApi::at($facts, 'parts', 'sip', 'state'));
            self::assertContains(TestApi::at($facts, 'parts', 'attestations', 'state'), ['known', 'unknown']);
            self::assertSame($damaged, (string) file_get_contents($path), 'reading changes nothing');
            foreach (['attestations' => self::ATTESTATION, 'last-judged' => self::JUDGED] as $resource => $body) {
                $statuses[$api->post($resource, $body)->status()] = true;
            }
        }
        ksort($statuses);
        self::assertSame([200, 201, 500], array_keys($statuses), 'each answers, or says that it is broken');
    }

    public function testATruncatedDatabaseIsBrokenAndStaysAsItIs(): void
    {
        $this->api->post('attestations', self::ATTESTATION);
        $path = ModuleDatabase::path($this->folder);
        $half = substr((string) file_get_contents($path), 0, self::PAGE + self::RUBBISH);
        file_put_contents($path, $half);
        $api = new TestApi(ModuleDatabase::open($this->folder));
        self::assertRefused(500, 'broken', $api->post('attestations', self::ATTESTATION));
        self::assertRefused(500, 'broken', $api->get('journal'));
        self::assertSame('failed', TestApi::at($api->get('facts'), 'parts', 'attestations', 'reason'));
        self::assertSame($half, (string) file_get_contents($path));
    }
}
