<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Dictionary;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Judge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\PasswordPolicy;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Test\Support\Secrets;
use PHPUnit\Framework\TestCase;

/**
 * The page judges by the same vectors (test/checklist/secrets/policy.test.ts).
 *
 * @phpstan-import-type SecretFeatures from Features
 */
final class PasswordPolicyTest extends TestCase
{
    private const VECTORS = __DIR__ . '/../../vectors/';

    public function testAgreesWithTheVectors(): void
    {
        /** @var list<array{why: string, password: string, canBeStored: bool, meets: bool}> $cases */
        $cases = self::vectors('login-passwords.json');
        $judge = new Judge(Dictionary::shipped());
        $about = Secrets::about(['login' => 'operator', 'company' => 'Example']);
        foreach ($cases as ['why' => $why, 'password' => $password, 'canBeStored' => $canBeStored, 'meets' => $meets]) {
            $secret = new Secret($password, $about, 0);
            self::assertSame($canBeStored, PasswordPolicy::canBeStored($secret), $why);
            self::assertSame($meets, PasswordPolicy::meets($judge->of([$secret])[0]), $why);
        }
        self::assertGreaterThan(15, count($cases));
    }

    public function testMeetsTheRuleWhereverTheChecklistSaysSo(): void
    {
        /** @var array{cases: list<array{why: string, features: SecretFeatures, class: string}>} $vectors */
        $vectors = self::vectors('secret-features.json');
        foreach ($vectors['cases'] as ['why' => $why, 'features' => $features, 'class' => $class]) {
            self::assertSame($class === 'meets-rule', PasswordPolicy::meets($features), $why);
        }
    }

    /**
     * @return mixed
     */
    private static function vectors(string $name)
    {
        return json_decode((string) file_get_contents(self::VECTORS . $name), true, 512, JSON_THROW_ON_ERROR);
    }
}
