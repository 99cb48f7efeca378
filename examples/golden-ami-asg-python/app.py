from aws_cdk import App

from images_stack import ImagesStack
from servers_stack import ServersStack

app = App()
images = ImagesStack(app, "Images", description="An updated AMI for web servers")
ServersStack(app, "Servers", machine_image=images.golden.machine_image, description="Web servers with the updated AMI")
app.synth()
