<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Core;

use MikoPBX\Common\Models\PbxSettings;
use MikoPBX\Modules\PbxExtensionUtils;
use Modules\ModuleSecurityChecklist\Lib\SecurityChecklistConf;
use Modules\ModuleSecurityChecklist\Test\Support\Core\FakeAssets;
use Modules\ModuleSecurityChecklist\Test\Support\Core\FakeContainer;
use Modules\ModuleSecurityChecklist\Test\Support\Core\FakeDispatcher;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Phalcon\Assets\Collection;
use Phalcon\Assets\Manager;
use Phalcon\Di\Di;
use Phalcon\Mvc\Dispatcher;
use PHPUnit\Framework\TestCase;
use RuntimeException;

/**
 * On which pages of the cabinet the script of the marks is, over stubs of Core and Phalcon.
 */
final class FlagsTest extends TestCase
{
    private const STUBS = __DIR__ . '/../../stubs/';
    private const CORE = 'MikoPBX\AdminCabinet\Controllers';
    private const SCRIPT = 'js/cache/ModuleSecurityChecklist/flags-ru.js';
    private const ALL = ['footerJS' => [self::SCRIPT]];
    private const BUNDLES = '{"flags-en":["flags-en.js"],"flags-ru":["flags-ru.js"],"first-run-ru":["first.js"],"signed-out-ru":["out.js"]}';

    private TemporaryFolder $folder;
    private FakeContainer $container;

    public static function setUpBeforeClass(): void
    {
        require_once self::STUBS . 'phalcon.php';
        require_once self::STUBS . 'core.php';
    }

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        PbxExtensionUtils::$moduleDir = $this->folder->path();
        mkdir($this->folder->path('App'));
        $this->build(self::BUNDLES);
        $this->container = new FakeContainer();
        Di::setDefault($this->container);
    }

    protected function tearDown(): void
    {
        Di::reset();
        PbxExtensionUtils::$moduleDir = '';
        PbxSettings::$stored = [];
        foreach (glob($this->folder->path('App/*')) ?: [] as $file) {
            unlink($file);
        }
        rmdir($this->folder->path('App'));
        $this->folder->remove();
    }

    /**
     * @return iterable<string, array{string, string, bool}>
     */
    public function pages(): iterable
    {
        foreach (['Extensions', 'Firewall', 'Fail2Ban', 'Providers', 'AsteriskManagers', 'PbxExtensionModules'] as $name) {
            yield $name => [$name, self::CORE, true];
        }
        yield 'errors, which anybody sees' => ['Errors', self::CORE, false];
        yield 'the language, which anybody chooses' => ['Language', self::CORE, false];
        yield 'another module' => ['Module_users_groups', 'Modules\ModuleUsersGroups\App\Controllers', true];
        $own = 'Modules\ModuleSecurityChecklist\App\Controllers';
        yield 'the checklist' => ['Module_security_checklist', $own, false];
        $similar = 'Modules\ModuleSecurityChecklistTwo\App\Controllers';
        yield 'a module with a similar name' => ['Module_security_checklist_two', $similar, true];
    }

    /**
     * @dataProvider pages
     */
    public function testIsOnPagesOfTheCabinet(string $controller, string $namespace, bool $isThere): void
    {
        self::assertSame($isThere ? self::ALL : [], $this->shown(new FakeDispatcher($controller, $namespace))->paths());
    }

    public function testWherePeopleSignInWhatWasKeptIsForgotten(): void
    {
        foreach (['Session', 'session'] as $name) {
            $shown = $this->shown(new FakeDispatcher($name));
            self::assertSame(['footerJS' => ['js/cache/ModuleSecurityChecklist/out.js']], $shown->paths());
        }
        self::assertSame([], $this->shown(new FakeDispatcher('Session', self::CORE, 'other'))->paths());
    }

    public function testIsOnNoPageOfAnotherApplication(): void
    {
        foreach ([null, '', 'other'] as $module) {
            $page = new FakeDispatcher('Extensions', self::CORE, $module);
            self::assertSame([], $this->shown($page)->paths());
        }
    }

    public function testRunsWhenThePageIsThereAndComesFromThePbx(): void
    {
        $scripts = $this->shown(new FakeDispatcher('Extensions'))->collections['footerJS']->scripts;
        self::assertSame([self::SCRIPT => [true, ['defer' => 'defer']]], $scripts);
    }

    public function testIsThereOnceHoweverOftenCoreAsks(): void
    {
        $assets = new FakeAssets();
        foreach (range(1, 3) as $turn) {
            $this->show($assets, new FakeDispatcher('Extensions'));
        }
        self::assertSame(self::ALL, $assets->paths());
    }

    public function testComesAfterTheExplanationOfTheFactoryPassword(): void
    {
        PbxSettings::$stored = ['WebAdminPassword' => 'i-1', 'CloudInstanceId' => 'i-1'];
        $first = 'js/cache/ModuleSecurityChecklist/first.js';
        $shown = $this->shown(new FakeDispatcher('GeneralSettings'));
        self::assertSame(['footerJS' => [$first, self::SCRIPT]], $shown->paths());
    }

    /**
     * @dataProvider advices
     *
     * @param mixed $advice
     */
    public function testWhileCoreKeepsItsFormerAdviceThatIsExplained($advice, bool $isThere): void
    {
        PbxSettings::$stored = ['WebAdminPassword' => 'a password of somebody', 'CloudInstanceId' => 'i-1'];
        $this->container->advice = $advice;
        $shown = $this->shown(new FakeDispatcher('GeneralSettings'))->collections['footerJS']->scripts;
        $first = ['js/cache/ModuleSecurityChecklist/first.js' => [true, ['data-saved' => 'true']]];
        self::assertSame($isThere ? $first : [], array_diff_key($shown, [self::SCRIPT => 0]));
    }

    /**
     * @return iterable<string, array{mixed, bool}>
     */
    public function advices(): iterable
    {
        yield 'sends everybody away' => [['error' => [], 'needUpdate' => ['WebAdminPassword']], true];
        yield 'has noticed' => [[], false];
        yield 'is not kept' => [null, false];
        yield 'is something else' => ['x', false];
    }

    public function testIsInTheLanguageOfTheCabinet(): void
    {
        foreach (['en' => 'en', 'ru' => 'ru', 'pt_BR' => 'en'] as $language => $script) {
            $this->container->language = $language;
            $path = "js/cache/ModuleSecurityChecklist/flags-$script.js";
            self::assertSame(['footerJS' => [$path]], $this->shown(new FakeDispatcher('Extensions'))->paths());
        }
    }

    /**
     * @return iterable<string, array{array<mixed>|null, bool}>
     */
    public function sessions(): iterable
    {
        yield '2026: there is none' => [null, true];
        yield '2026: nobody is in it' => [[], true];
        yield 'an administrator' => [['authAdminCabinet' => ['role' => 'admins', 'userName' => 'boss']], true];
        yield 'another role' => [['authAdminCabinet' => ['role' => 'clerks', 'userName' => 'clerk']], false];
        yield 'no role' => [['authAdminCabinet' => ['userName' => 'clerk']], false];
        yield 'rubbish' => [['authAdminCabinet' => 'x'], true];
    }

    /**
     * @dataProvider sessions
     *
     * @param array<mixed>|null $session
     */
    public function testIsNotForOtherRolesWhereThePageKnowsThem(?array $session, bool $isThere): void
    {
        $this->container->session = $session;
        self::assertSame($isThere ? self::ALL : [], $this->shown(new FakeDispatcher('Extensions'))->paths());
    }

    public function testOpensNoSession(): void
    {
        $this->container->session = ['authAdminCabinet' => ['role' => 'clerks', 'userName' => 'clerk']];
        $this->container->isSessionOpen = false;
        self::assertSame(self::ALL, $this->shown(new FakeDispatcher('Extensions'))->paths());
    }

    public function testABuildWithoutItPutsNothing(): void
    {
        foreach (['{"page-en":["page.js"]}', '{}', '[]', '{"flags-ru":7}', '{', '', null] as $list) {
            $this->build($list);
            self::assertSame([], $this->shown(new FakeDispatcher('Extensions'))->paths());
        }
    }

    public function testBreaksNoPage(): void
    {
        $deaf = new class extends Manager {
            public function collection(string $name): Collection
            {
                throw new RuntimeException('no such collection');
            }
        };
        $this->show($deaf, new FakeDispatcher('Extensions'));
        $lost = new class extends Dispatcher {
            public function getControllerName()
            {
                throw new RuntimeException('lost');
            }
        };
        self::assertSame([], $this->shown($lost)->paths());
        self::assertSame([], $this->shown(new FakeDispatcher(null, null, null))->paths());
        Di::reset();
        self::assertSame([], $this->shown(new FakeDispatcher('Extensions'))->paths());
    }

    private function shown(Dispatcher $dispatcher): FakeAssets
    {
        $assets = new FakeAssets();
        $this->show($assets, $dispatcher);
        return $assets;
    }

    private function show(Manager $assets, Dispatcher $dispatcher): void
    {
        (new SecurityChecklistConf())->onAfterAssetsPrepared($assets, $dispatcher);
    }

    /**
     * @param string|null $bundles null: nothing was built
     */
    private function build(?string $bundles): void
    {
        $path = $this->folder->path('App/bundles.json');
        if ($bundles === null) {
            unlink($path);
        } else {
            file_put_contents($path, $bundles);
        }
    }
}
