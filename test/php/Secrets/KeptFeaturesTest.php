<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Adapters\FileFeatureCache;
use Modules\ModuleSecurityChecklist\Lib\Adapters\KeyFile;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Dictionary;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Judge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\KeptFeatures;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Test\Support\CountingFeatures;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class KeptFeaturesTest extends TestCase
{
    private TemporaryFolder $folder;
    private CountingFeatures $judge;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->judge = new CountingFeatures(new Judge(Dictionary::shipped()));
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testSaysTheSameAndJudgesOnlyWhatIsNew(): void
    {
        $secrets = self::secrets(['password1', 'Kq9#vX2mLp0!', '', 'anna-2024', 'пароль']);
        $wanted = (new Judge(Dictionary::shipped()))->of($secrets);
        self::assertSame($wanted, $this->features()->of($secrets, 'secrets'));
        self::assertCount(5, $this->judge->asked);
        self::assertSame($wanted, $this->features()->of($secrets, 'secrets'));
        self::assertCount(5, $this->judge->asked);

        $secrets = self::secrets(['password1', 'Kq9#vX2mLp0!', 'other', 'anna-2024', 'пароль']);
        self::assertSame((new Judge(Dictionary::shipped()))->of($secrets), $this->features()->of($secrets, 'secrets'));
        self::assertSame('other', $this->judge->asked[5]);
        self::assertCount(6, $this->judge->asked);
    }

    public function testOfThousandsOnlyTheNewOnesAreJudged(): void
    {
        $texts = [];
        for ($i = 0; $i < 500; $i++) {
            $texts[] = 'secret ' . $i * $i;
        }
        $this->features()->of(self::secrets($texts), 'secrets');
        $this->judge->asked = [];
        $texts[250] = 'changed';
        array_splice($texts, 400, 0, ['between', 'between']);
        array_splice($texts, 100, 1);
        array_shift($texts);
        $texts[] = 'behind';
        $secrets = self::secrets($texts);
        self::assertSame((new Judge(Dictionary::shipped()))->of($secrets), $this->features()->of($secrets, 'secrets'));
        self::assertSame(['changed', 'between', 'behind'], $this->judge->asked);
        shuffle($secrets);
        self::assertSame((new Judge(Dictionary::shipped()))->of($secrets), $this->features()->of($secrets, 'secrets'));
        self::assertCount(3, $this->judge->asked);
    }

    public function testHowManyShareItIsNotKept(): void
    {
        $this->features()->of([new Secret('twin', new About(), 1)], 'secrets');
        $again = $this->features()->of([new Secret('twin', new About(), 3), new Secret('twin', new About(), 0)], 'secrets');
        self::assertSame([3, 0], array_column($again, 'shared'));
        self::assertSame(['twin'], $this->judge->asked);
    }

    /**
     * @dataProvider others
     */
    public function testAnotherOwnerIsAnotherAnswer(About $other): void
    {
        $this->features()->of([new Secret('anna204', new About(), 0)], 'secrets');
        $features = $this->features()->of([new Secret('anna204', $other, 0)], 'secrets');
        self::assertNotSame([], $features[0]['contains']);
        self::assertCount(2, $this->judge->asked);
    }

    /**
     * @return array<string, array{About}>
     */
    public static function others(): array
    {
        return [
            'name' => [new About('anna')], 'number' => [new About('', '204')], 'mobile' => [new About('', 'anna')],
            'login' => [new About('', '', '', 'anna')], 'email' => [new About('', '', '', '', 'anna@example.org')],
            'company' => [new About('', '', '', '', '', 'Anna')],
        ];
    }

    public function testAnotherBuildJudgesAnew(): void
    {
        $this->features('one')->of(self::secrets(['a']), 'secrets');
        $this->features('two')->of(self::secrets(['a']), 'secrets');
        self::assertCount(2, $this->judge->asked);
    }

    public function testWhatALastAskingDidNotUseIsDropped(): void
    {
        $this->features()->of(self::secrets(['a', 'b', 'c']), 'secrets');
        $all = strlen((string) file_get_contents($this->folder->path('features-secrets.cache')));
        $this->features()->of(self::secrets(['a', 'c']), 'secrets');
        $left = strlen((string) file_get_contents($this->folder->path('features-secrets.cache')));
        self::assertLessThan($all - 17, $left);
        self::assertCount(3, $this->judge->asked);
        $this->features()->of(self::secrets(['b']), 'secrets');
        self::assertCount(4, $this->judge->asked);
    }

    public function testListsKeepToThemselves(): void
    {
        $this->features()->of(self::secrets(['a', 'b']), 'secrets');
        $this->features()->of(self::secrets(['a']), 'web');
        $this->features()->of(self::secrets(['a', 'b']), 'secrets');
        self::assertCount(3, $this->judge->asked);
    }

    public function testOfSecretsWithoutAListNothingIsKept(): void
    {
        $this->features()->of(self::secrets(['typed']));
        self::assertSame(['.', '..'], scandir($this->folder->path()));
    }

    public function testJudgesAllTheSameWithoutAKeyOrAFolder(): void
    {
        file_put_contents($this->folder->path('fingerprints.key'), 'damaged');
        $features = $this->features()->of(self::secrets(['password']), 'secrets');
        self::assertTrue($features[0]['dictionary']);
        $nowhere = new KeptFeatures($this->judge, new KeyFile('/nonexistent'), new FileFeatureCache('/nonexistent'), '');
        self::assertTrue($nowhere->of(self::secrets(['password']), 'secrets')[0]['dictionary']);
    }

    public function testWhatIsKeptShowsNothingOfASecret(): void
    {
        $secrets = self::secrets(['visible-word', 'twin', 'twin']);
        $this->features()->of($secrets, 'secrets');
        $kept = (string) file_get_contents($this->folder->path('features-secrets.cache'));
        foreach (['visible', 'twin', 'Owner'] as $word) {
            self::assertStringNotContainsString($word, $kept);
        }
        foreach ($secrets as $secret) {
            foreach (['md5', 'sha1', 'sha256'] as $algorithm) {
                self::assertStringNotContainsString(hash($algorithm, $secret->text(), true), $kept);
            }
        }
        // With another key the same secrets are kept otherwise.
        unlink($this->folder->path('fingerprints.key'));
        unlink($this->folder->path('features-secrets.cache'));
        $this->features()->of($secrets, 'secrets');
        self::assertNotSame($kept, file_get_contents($this->folder->path('features-secrets.cache')));
    }

    private function features(string $build = 'build'): KeptFeatures
    {
        $path = $this->folder->path();
        return new KeptFeatures($this->judge, new KeyFile($path), new FileFeatureCache($path), $build);
    }

    /**
     * @param list<string> $texts
     *
     * @return list<Secret>
     */
    private static function secrets(array $texts): array
    {
        return array_map(static function (string $text): Secret {
            return new Secret($text, new About('Owner'), 0);
        }, $texts);
    }
}
