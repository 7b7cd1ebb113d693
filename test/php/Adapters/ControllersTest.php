<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\Controllers;
use Modules\ModuleSecurityChecklist\Lib\Adapters\Tree;
use PHPUnit\Framework\TestCase;

final class ControllersTest extends TestCase
{
    private string $folder;

    protected function setUp(): void
    {
        $this->folder = sys_get_temp_dir() . '/checklist-' . bin2hex(random_bytes(8));
        mkdir("$this->folder/Tasks/Old", 0700, true);
    }

    protected function tearDown(): void
    {
        Tree::remove($this->folder);
    }

    private function write(string $name, string $path, string $security, string $before = ''): void
    {
        $text = "<?php\n$before\n#[ApiResource(path: '$path')]\n#[ResourceSecurity('x', requirements: [SecurityType::$security])]\nclass C {}\n";
        file_put_contents("$this->folder/$name", $text);
    }

    public function testOpenPathsOfAllControllersAreToldInOrder(): void
    {
        $this->write('ZController.php', '/pbxcore/api/v3/module-x/a', 'PUBLIC');
        $this->write('Tasks/Controller.php', '/pbxcore/api/v3/module-x/c', 'PUBLIC');
        $this->write('Tasks/Old/AController.php', '/pbxcore/api/v3/module-x/b', 'PUBLIC');
        $this->write('ClosedController.php', '/pbxcore/api/v3/module-x/closed', 'BEARER_TOKEN');
        self::assertSame(
            ['/pbxcore/api/v3/module-x/a', '/pbxcore/api/v3/module-x/b', '/pbxcore/api/v3/module-x/c'],
            Controllers::openIn($this->folder)
        );
    }

    public function testWhatCoreTakesForNoControllerOpensNothing(): void
    {
        foreach (['ControllerBase.php', 'Controller.php.bak', 'controller.php', "Controller.php\n", 'Tasks.php'] as $name) {
            $this->write($name, '/pbxcore/api/v3/module-x/a', 'PUBLIC');
        }
        self::assertSame([], Controllers::openIn($this->folder));
    }

    public function testAModuleWithoutControllersOpensNothing(): void
    {
        self::assertSame([], Controllers::openIn("$this->folder/RestAPI"));
        touch("$this->folder/EmptyController.php");
        self::assertSame([], Controllers::openIn($this->folder));
    }

    public function testOfAHugeControllerTheBeginningIsRead(): void
    {
        $this->write('Controller.php', '/pbxcore/api/v3/module-x/a', 'PUBLIC', '/*' . str_repeat(' ', 262144) . '*/');
        $this->write('LongController.php', '/pbxcore/api/v3/module-x/b', 'PUBLIC', '/*' . str_repeat(' ', 250000) . '*/');
        self::assertSame(['/pbxcore/api/v3/module-x/b'], Controllers::openIn($this->folder));
    }
}
